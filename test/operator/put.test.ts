import { secretOf } from '../lambda/support/world';
import { putSecret } from '../../lib/operator/put';
import { rotateSecret } from '../../lib/operator/rotate';
import { fleet } from '../fixtures/fleet';
import { FakeFingerprints } from './support/fake-fingerprints';
import { newSecret, OperatorWorld, target } from './support/operator-world';

const value = secretOf('self');
const put = (operator: OperatorWorld, of = value) => putSecret(operator.of, of, operator.access);

test('a value is stored with its class and its provider, and the receiver verifies with it', async () => {
  const operator = new OperatorWorld();
  expect(await operator.deliver('ver_1', value)).toBe('again');
  expect(await put(operator)).toBe('stored');
  expect(JSON.parse(operator.secret.stages.AWSCURRENT?.value ?? '')).toEqual({ value, class: 'test', provider: 'self' });
  expect(await operator.deliver('ver_1', value)).toBe('accepted');
});

test('the same value twice is stored once', async () => {
  const operator = new OperatorWorld();
  await put(operator);
  const version = operator.secret.idOf('AWSCURRENT');
  expect(await put(operator)).toBe('already stored');
  expect(operator.secret.idOf('AWSCURRENT')).toBe(version);
  expect(operator.secret.versions.size).toBe(1);
});

test('stopped at every call, the same command converges', async () => {
  const whole = new OperatorWorld();
  await put(whole);
  for (let call = 1, calls = whole.heal(); call <= calls; call++) {
    for (const when of ['before', 'after'] as const) {
      const operator = new OperatorWorld();
      operator.crashNext(call, when);
      await expect(put(operator)).rejects.toThrow();
      // never in use without its claim.
      if (operator.secret.idOf('AWSCURRENT') !== undefined) expect(operator.fingerprints.states()).toHaveLength(1);
      operator.heal();
      await put(operator);
      expect(operator.secret.versions.size).toBe(1);
      expect(operator.fingerprints.states()).toEqual(['staging self/signing-secret confirmed']);
    }
  }
});

test('another value is not put over the one that is stored', async () => {
  const operator = new OperatorWorld();
  await put(operator);
  await expect(put(operator, newSecret())).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('secrets rotate') });
});

describe('a value that another environment has', () => {
  const audit = new FakeFingerprints();

  test('is refused with that environment\'s name, and nothing is stored', async () => {
    await put(new OperatorWorld(target('staging'), audit));
    const preProduction = new OperatorWorld(target('pre-production'), audit);
    await expect(put(preProduction)).rejects.toMatchObject({
      exitCode: 1, message: expect.stringContaining('this value is the signing-secret of \'self\' in \'staging\' already'),
    });
    expect(preProduction.secret.versions.size).toBe(0);
    expect(audit.states()).toEqual(['staging self/signing-secret confirmed']);
  });

  test('is refused in a rotation too, before anything is staged', async () => {
    const production = new OperatorWorld(target('production'), audit);
    await putSecret(production.of, newSecret('production'), production.access);
    await expect(rotateSecret(production.of, value, production.access, { fleet, say: () => {}, clock: () => production.world.time })).rejects.toMatchObject({ exitCode: 1 });
    expect(production.secret.idOf('AWSPENDING')).toBeUndefined();
  });

  test('is refused even when that environment has replaced it since', async () => {
    const staging = new OperatorWorld(target('staging'), audit);
    await put(staging);
    await rotateSecret(staging.of, newSecret('replaced'), staging.access, { fleet, say: () => {}, clock: () => staging.world.time });
    await expect(put(new OperatorWorld(target('pre-production'), audit))).rejects.toMatchObject({ exitCode: 1 });
  });
});

test('of two environments that store one value at the same time at most one does', async () => {
  for (const pace of [0, 1, 2, 3, 4, 5, 6]) {
    const audit = new FakeFingerprints();
    const [one, other] = [new OperatorWorld(target('staging'), audit), new OperatorWorld(target('pre-production'), audit)];
    const turn = () => new Promise<void>(resolve => { setImmediate(resolve); });
    other.between = async () => { for (let wait = 0; wait < pace; wait++) await turn(); };
    one.between = turn;
    await Promise.allSettled([put(one), put(other)]);
    expect(one.secret.versions.size + other.secret.versions.size).toBeLessThanOrEqual(1);
  }
});

test('a claim that was withdrawn stands in nobody\'s way', async () => {
  const audit = new FakeFingerprints();
  const [one, other] = [new OperatorWorld(target('staging'), audit), new OperatorWorld(target('pre-production'), audit)];
  let disturbed = false;
  one.between = async () => {
    if (disturbed || audit.states().length === 0) return;
    disturbed = true;
    await put(other).catch(() => {});
  };
  await put(one).catch(() => {});
  one.between = async () => {};
  expect(audit.states().every(state => state.endsWith('withdrawn') || state.endsWith('confirmed'))).toBe(true);
  const free = audit.states().some(state => state.endsWith('confirmed')) ? undefined : await put(one);
  expect([undefined, 'stored']).toContain(free);
});
