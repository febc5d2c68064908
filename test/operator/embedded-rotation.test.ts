// a rotation against the embedded AWS with the probe's bundle: what counts here are the calls' real answers.
import { createHmac } from 'node:crypto';
import { join, resolve } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { InvokeCommand } from '@aws-sdk/client-lambda';
import { fleet } from '../fixtures/fleet';
import { secretOf } from '../lambda/support/world';
import { prepareAudit, prepareSecrets, settingsOf } from './support/embedded-account';
import { newSecret, target } from './support/operator-world';
import type { ProbeVerdict } from '../../lambda/probe/contract';
import { startEmbeddedAws, type EmbeddedAws } from '../../lib/local/aws';
import { openAccess, type Access } from '../../lib/operator/access';
import { putSecret } from '../../lib/operator/put';
import { retireSecret } from '../../lib/operator/retire';
import { openRotation, rotateSecret } from '../../lib/operator/rotate';
import { statusOf } from '../../lib/operator/status';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../..');
const of = target();
const region = of.config.region;
const variables = {
  AWS_ACCESS_KEY_ID: of.account, AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: region, AWS_EC2_METADATA_DISABLED: 'true',
  BULKHEAD_ENVIRONMENT: 'staging', BULKHEAD_CREDENTIALS: 'test',
};

let aws: EmbeddedAws;
let handler: (event: unknown) => Promise<ProbeVerdict>;
const before = { ...process.env };
const logged: string[] = [];

/** Everything is real but Lambda: the function's own bundle runs in this process. */
const access: Access = {
  ...openAccess(),
  operator: async environment => ({
    ...await openAccess().operator(environment),
    lambda: {
      send: async ({ input }: InvokeCommand) => ({ Payload: Buffer.from(JSON.stringify(await handler(JSON.parse(Buffer.from(input.Payload as Uint8Array).toString())))) }),
    } as never,
  }),
};

beforeAll(async () => {
  aws = await startEmbeddedAws({ root });
  Object.assign(process.env, variables, { AWS_ENDPOINT_URL: aws.endpoint });
  jest.spyOn(process.stdout, 'write').mockImplementation(line => logged.push(String(line)) > 0);
  ({ handler } = await import(join(root, 'dist/lambda/probe/index.js')) as { handler: typeof handler });
  await prepareAudit(aws.endpoint, of.audit);
  await prepareSecrets(aws.endpoint, of);
  await new SSMClient(settingsOf(aws.endpoint, of.account, region)).send(new PutParameterCommand({ Name: '/bulkhead/operator/probe', Value: 'arn:probe', Type: 'String' }));
});

afterAll(async () => {
  jest.restoreAllMocks();
  process.env = before;
  await aws?.stop();
});

const valueAt = async (stage: string) => {
  const answer = await new SecretsManagerClient(settingsOf(aws.endpoint, of.account, region))
    .send(new GetSecretValueCommand({ SecretId: 'signing-secret', VersionStage: stage })).catch(() => undefined);
  return answer && (JSON.parse(answer.SecretString!) as { value: string }).value;
};

test('a secret is put, announced, rotated with a captured delivery, and retired', async () => {
  const [old, next] = [secretOf('self'), newSecret()];
  await putSecret(of, old, access);
  await openRotation(of, access, fleet);
  const body = '{"type":"ping"}';
  const tag = createHmac('sha256', Buffer.from(next.slice(6), 'base64')).update(`msg_1.1775037600.${body}`).digest('base64');
  const vector = { id: 'msg_1', timestamp: '1775037600', signature: `v1,${tag}`, body: Buffer.from(body).toString('base64') };
  const said: string[] = [];
  await rotateSecret(of, next, access, { fleet, vector, say: line => said.push(line), clock: Date.now });
  expect([await valueAt('AWSCURRENT'), await valueAt('AWSPREVIOUS'), await valueAt('AWSPENDING')]).toEqual([next, old, undefined]);
  expect(said.map(line => line.split(':')[0])).toEqual(['staged', 'probed', 'promoted']);

  const [row] = await statusOf([of], access, Date.now);
  expect(row).toMatchObject({ verdict: 0, versions: [{ stage: 'current', unique: true, class: 'test' }, { stage: 'previous', unique: true }] });

  await expect(retireSecret(of, access, { now: false, clock: Date.now })).rejects.toMatchObject({ exitCode: 1 });
  expect(await retireSecret(of, access, { now: true, clock: Date.now })).toBe('retired');
  expect(await valueAt('AWSPREVIOUS')).toBeUndefined();

  expect(logged.join('')).toContain('"secretVersion"');
  for (const value of [old, next]) expect([...logged, ...said].join('')).not.toContain(value.slice(6, 20));
});

test('a probe that finds the staged value unfit leaves the current one in use', async () => {
  const current = await valueAt('AWSCURRENT');
  const vector = { id: 'msg_1', timestamp: '1775037600', signature: `v1,${Buffer.alloc(32, 1).toString('base64')}`, body: '' };
  await expect(rotateSecret(of, newSecret('a third'), access, { fleet, vector, say: () => {}, clock: Date.now })).rejects.toMatchObject({ exitCode: 1 });
  expect(await valueAt('AWSCURRENT')).toBe(current);
});
