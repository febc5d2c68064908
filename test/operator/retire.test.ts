import { fleet } from '../fixtures/fleet';
import { secretOf } from '../lambda/support/world';
import { putSecret } from '../../lib/operator/put';
import { overlapOf, retireSecret } from '../../lib/operator/retire';
import { rotateSecret } from '../../lib/operator/rotate';
import { newSecret, OperatorWorld, target } from './support/operator-world';

const old = secretOf('self');
const next = newSecret();
const hour = 3_600_000;

const rotated = async (kind: 'signing-secret' | 'dashboard' = 'signing-secret') => {
  const operator = new OperatorWorld(target('staging', kind));
  const [first, second] = kind === 'signing-secret' ? [old, next] : ['first-Password-1', 'second-Password-2'];
  await putSecret(operator.of, first, operator.access);
  await rotateSecret(operator.of, second, operator.access, { fleet, say: () => {}, clock: () => operator.world.time });
  return operator;
};

const retire = (operator: OperatorWorld, now = false) =>
  retireSecret(operator.of, operator.access, { now, clock: () => operator.world.time });

test('after a day in which only the new version was seen, the old one goes', async () => {
  const operator = await rotated();
  operator.world.time += 30 * hour;
  expect(await operator.deliver('ver_1', next)).toBe('accepted');
  expect(await retire(operator)).toBe('retired');
  expect(operator.secret.idOf('AWSPREVIOUS')).toBeUndefined();
  expect(await retire(operator)).toBe('nothing to retire');
});

test('within a day of the change it stays', async () => {
  const operator = await rotated();
  operator.world.time += 5 * hour;
  await expect(retire(operator)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('was changed 5 h ago') });
});

test('while deliveries are still signed with it, it stays', async () => {
  const operator = await rotated();
  operator.world.time += 20 * hour;
  expect(await operator.deliver('ver_1', old)).toBe('accepted');
  operator.world.time += 10 * hour;
  expect(await operator.deliver('ver_2', next)).toBe('accepted');
  await expect(retire(operator)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('the old version verified a delivery') });
  expect(operator.secret.idOf('AWSPREVIOUS')).toBeDefined();
});

test('without any delivery by the new version nothing is decided', async () => {
  const operator = await rotated();
  operator.world.time += 30 * hour;
  await expect(retire(operator)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('no delivery has been verified by the new version yet') });
});

test('after a leak it goes at once, when told so', async () => {
  const operator = await rotated();
  expect(await retire(operator, true)).toBe('retired');
  expect(await operator.deliver('ver_1', next)).toBe('accepted');
});

test('in the middle of a rotation nothing goes', async () => {
  const operator = await rotated();
  operator.secret.put({ ClientRequestToken: 'another', SecretString: '{}', VersionStages: ['AWSPENDING'] });
  await expect(retire(operator, true)).rejects.toMatchObject({ exitCode: 1 });
});

test('for what no delivery shows, a day after the change decides', async () => {
  const operator = await rotated('dashboard');
  operator.world.time += 25 * hour;
  expect(await retire(operator)).toBe('retired');
});

test('counts that cannot be read decide nothing', async () => {
  const operator = await rotated();
  operator.world.time += 30 * hour;
  const { access } = operator;
  const blind = {
    ...access,
    operator: async (of: typeof operator.of) => ({ ...await access.operator(of), cloudwatch: { send: () => Promise.reject(new Error('denied')) } as never }),
  };
  await expect(retireSecret(operator.of, blind, { now: false, clock: () => operator.world.time })).rejects.toMatchObject({ exitCode: 2 });
});

test('a sender with longer pauses between its attempts is waited for longer', () => {
  expect(overlapOf('self')).toBe(24 * hour);
  expect(overlapOf('standard-webhooks')).toBe(25 * hour);
});
