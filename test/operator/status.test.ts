import { fleet } from '../fixtures/fleet';
import { secretOf } from '../lambda/support/world';
import { CommandError } from '../../lib/operator/command-error';
import { putSecret } from '../../lib/operator/put';
import { rotateSecret } from '../../lib/operator/rotate';
import { statusOf, statusTable } from '../../lib/operator/status';
import { newSecret, OperatorWorld, target } from './support/operator-world';

const day = 86_400_000;
const status = (operator: OperatorWorld, access = operator.access) => statusOf([operator.of], access, () => operator.world.time);

test('says of a stored secret its class, age, last use and that it is unique', async () => {
  const operator = new OperatorWorld();
  await putSecret(operator.of, secretOf('self'), operator.access);
  await operator.deliver('ver_1', secretOf('self'));
  operator.world.time += 3 * day;
  const [row] = await status(operator);
  expect(row).toMatchObject({ environment: 'staging', binding: 'self', kind: 'signing-secret', present: true, problems: [], verdict: 0 });
  expect(row!.versions).toEqual([expect.objectContaining({ stage: 'current', class: 'test', ageDays: 3, unique: true, lastSeen: expect.stringMatching(/^2026-04-01T1/) })]);
});

test('shows both versions of a rotation, and which was never seen', async () => {
  const operator = new OperatorWorld();
  await putSecret(operator.of, secretOf('self'), operator.access);
  await rotateSecret(operator.of, newSecret(), operator.access, { fleet, say: () => {}, clock: () => operator.world.time });
  const [row] = await status(operator);
  expect(row!.versions.map(({ stage, lastSeen }) => [stage, lastSeen])).toEqual([['current', null], ['previous', null]]);
  expect(statusTable([row!])).toContain('not seen');
});

test('an absent secret is undecided, with the remedy', async () => {
  const [row] = await status(new OperatorWorld());
  expect(row).toMatchObject({ present: false, verdict: 2, problems: ['no value is stored; `secrets put` stores it'] });
});

test('a value stored past these commands is undecided', async () => {
  const operator = new OperatorWorld();
  operator.secret.put({ ClientRequestToken: 'by-hand', SecretString: '{}', VersionStages: ['AWSCURRENT'] });
  expect((await status(operator))[0]).toMatchObject({ present: true, verdict: 2, versions: [expect.objectContaining({ class: null, unique: null })] });
});

test('a value that another environment has too is a violation', async () => {
  const operator = new OperatorWorld();
  await putSecret(operator.of, secretOf('self'), operator.access);
  const [key, item] = [...operator.fingerprints.items][0]!;
  operator.fingerprints.items.set(`${key} again`, { ...item, environment: { S: 'production' }, version: { S: 'another' } });
  const [row] = await status(operator);
  expect(row).toMatchObject({ verdict: 1, problems: ['the current version is in use elsewhere too'] });
  expect(statusTable([row!])).toContain('NOT UNIQUE');
});

test('an environment out of reach is undecided and named', async () => {
  const operator = new OperatorWorld();
  const refuse = () => Promise.reject(new CommandError(1, 'these credentials belong to another account'));
  expect((await status(operator, { operator: refuse, fingerprints: refuse }))[0]).toMatchObject({
    present: null, verdict: 2, problems: ['these credentials belong to another account'],
  });
});

test('fingerprints out of reach leave the rest readable', async () => {
  const operator = new OperatorWorld();
  await putSecret(operator.of, secretOf('self'), operator.access);
  const access = { ...operator.access, fingerprints: () => Promise.reject(new Error('no way')) };
  expect((await status(operator, access))[0]).toMatchObject({ present: true, verdict: 2, problems: [expect.stringMatching(/^fingerprints: /)] });
});

test('each secret of an environment has a line, and none has a value', async () => {
  const operator = new OperatorWorld();
  await putSecret(operator.of, secretOf('self'), operator.access);
  const rows = await statusOf([target('staging', 'signing-secret'), target('staging', 'api-key')], operator.access, () => operator.world.time);
  const table = statusTable(rows);
  expect(table.split('\n')[0]).toMatch(/^environment +binding +secret +stage +class +age +last seen verifying +fingerprint$/);
  expect(table).not.toContain('whsec_');
});
