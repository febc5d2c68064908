import { awsError, look } from './support/fake-world';
import { newSecret, OperatorWorld, target } from '../operator/support/operator-world';
import { secretsCheck } from '../../lib/doctor/checks/secrets';
import { reading } from '../../lib/doctor/clients';
import { putSecret } from '../../lib/operator/put';

const secrets = (world: OperatorWorld) => reading(world.access);

test('a secret that was stored is in order, by class and fingerprint', async () => {
  const world = new OperatorWorld();
  await putSecret(target(), newSecret(), world.access);
  const { text, verdict } = await look(secretsCheck, { secrets: secrets(world), now: world.world.time });
  expect(verdict).toBe('ok');
  expect(text).toContain('self signing-secret: current test, unique');
  expect(text).not.toContain(newSecret().slice(6, 20));
});

test('before there is a stack of secrets, it is the stack that is still to come', async () => {
  expect((await look(secretsCheck, { secrets: secrets(new OperatorWorld()), answers: { DescribeStacks: { Stacks: [] } } })).findings).toEqual([
    { verdict: 'not yet', evidence: 'Staging-Secrets is not there, and no secret has a place yet', remedy: 'deploy it: npx cdk deploy \'Staging/*\'' },
  ]);
});

test('a secret that nobody stored is still to come', async () => {
  const { verdict, text } = await look(secretsCheck, { secrets: secrets(new OperatorWorld()) });
  expect(verdict).toBe('not yet');
  expect(text).toContain('self api-key: no value is stored → npm run bulkhead -- secrets put staging self api-key');
});

test('a secret of another class is wrong', async () => {
  const world = new OperatorWorld();
  await putSecret(target(), newSecret(), world.access);
  for (const item of world.fingerprints.items.values()) item['class'] = { S: 'live' };
  expect(await look(secretsCheck, { secrets: secrets(world) })).toMatchObject({ verdict: 'wrong', text: expect.stringMatching(/of class live → have the provider issue another one, then npm run bulkhead -- secrets rotate staging self/) });
});

test('a secret that was stored some other way is unknown', async () => {
  const world = new OperatorWorld();
  await putSecret(target(), newSecret(), world.access);
  world.fingerprints.items.clear();
  expect(await look(secretsCheck, { secrets: secrets(world) })).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('was not stored by these commands') });
});

test('an operator that nobody here may become leaves each secret unknown', async () => {
  const denied = () => Promise.reject(awsError('AccessDenied'));
  const { findings } = await look(secretsCheck, { secrets: { operator: denied, fingerprints: denied } });
  expect(findings).toHaveLength(6);
  for (const { verdict, evidence, remedy } of findings) {
    expect([verdict, evidence, remedy]).toEqual(['unknown', expect.stringContaining('AccessDenied'), expect.stringContaining('secrets status staging')]);
  }
});
