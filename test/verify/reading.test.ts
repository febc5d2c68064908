// what cannot be read is never equal, and nothing but reading is done.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetResourcePolicyCommand, PutResourcePolicyCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { account, environment, forget, look, region, standing } from './support/account';
import { awsError } from '../doctor/support/fake-world';
import { cloudControlTypes, organizationCalls, readCalls } from '../../lib/delivery/verifier/calls';
import { readStatements } from '../../lib/delivery/verifier/verifier';
import { CallFailed } from '../../lib/doctor/read-only';
import { readAccount } from '../../lib/verify/account';
import { limited, openAws, untilSilence } from '../../lib/verify/clients';
import { readers } from '../../lib/verify/kinds';
import type { Aws } from '../../lib/verify/types';

afterAll(forget);

const sources = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
  (entry.isDirectory() ? sources(join(folder, entry.name)) : [readFileSync(join(folder, entry.name), 'utf8')]));

/** Names of services as IAM has them, by the client's package. */
const services: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway', 'cloudwatch-logs': 'logs', 'eventbridge': 'events', 'route-53': 'route53', 'secrets-manager': 'secretsmanager',
};

/** Calls that the code makes, from the commands that it imports. */
const called = new Set(sources(join(__dirname, '../../lib/verify')).flatMap(text =>
  [...text.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(([, names = '', client = '']) =>
    names.split(',').map(name => name.trim()).filter(name => name.endsWith('Command')).map(name => `${services[client] ?? client}:${name.replace(/Command$/, '')}`))));

test('the table has every call that the code makes, and no other', () => {
  // becoming the verifier is the caller's own right; whose credentials these are is asked where every command asks it.
  const known = [...readCalls.map(({ call }) => call), ...organizationCalls, 'sts:AssumeRole'];
  expect([...called].sort()).toEqual([...new Set(known)].sort());
});

test('the role may do what the table says, and nothing else', () => {
  const allowed = readStatements(environment).flatMap(statement => (statement.toStatementJson() as { Action: string | string[] }).Action);
  expect([...new Set(allowed)].sort()).toEqual([...new Set(readCalls.flatMap(({ actions }) => actions))].sort());
});

test('what stands behind Cloud Control is in the role as well', () => {
  const actions = readCalls.flatMap(({ call, actions: of }) => (call === 'cloudcontrol:ListResources' ? of : []));
  expect(actions.sort()).toEqual([...new Set(['cloudformation:ListResources', ...Object.values(cloudControlTypes).flat()])].sort());
});

test('every action reads, and none of them a secret, an item, an object, a message or a log', () => {
  const actions = readCalls.flatMap(({ actions: of }) => of);
  expect(actions.filter(action => !/^[\w-]+:(?:Describe|Get|List|GET)\w*$/.test(action))).toEqual([]);
  expect(actions.filter(action => /GetSecretValue|GetObject|GetItem|Query|Scan|ReceiveMessage|GetLogEvents|FilterLogEvents|Decrypt|GetParameter/.test(action))).toEqual([]);
});

test('what knows a resource is allowed on those of the own account alone', () => {
  for (const statement of readStatements(environment)) {
    const { Resource, Condition, Sid } = statement.toStatementJson() as { Resource: string; Condition?: object; Sid: string };
    if (Sid === 'ReadEverything') expect(Resource).toBe('*');
    else if (Sid === 'ReadBuckets') expect(Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': account } });
    else expect(Resource).toContain(`:${region}:${account}:`);
  }
});

test('a call that is not in the table is refused before it is sent', async () => {
  const { secretsmanager } = openAws({ region, endpoint: 'http://127.0.0.1:1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  await expect((secretsmanager as SecretsManagerClient).send(new PutResourcePolicyCommand({ SecretId: 's', ResourcePolicy: '{}' }))).rejects.toThrow('verify only reads, and secretsmanager:PutResourcePolicy is none of its calls');
});

/** An AWS that refuses everything with one error. */
const refusing = (name: string): Aws => new Proxy({}, {
  get: (_, service: string) => ({ send: (command: object) => Promise.reject(new CallFailed(`${service}:${command.constructor.name.replace('Command', '')}`, awsError(name))) }),
}) as Aws;

test.each([
  ['AccessDenied', 'is denied', 'the role bulkhead-verifier has it'], ['ThrottlingException', 'is throttled', 'run the same command again'],
  ['ExpiredToken', 'has no usable credentials', 'log in again'],
])('an account that answers %s is unknown as a whole, with the way out', async (name, says, remedy) => {
  const read = await readAccount(refusing(name), environment);
  expect(read.unread).toHaveLength(readers.length + 1);
  // the types of all readers, and the stacks themselves.
  expect(read.unknown.size).toBe(new Set(readers.flatMap(({ kinds }) => kinds.map(({ type }) => type))).size + 1);
  for (const each of read.unread) expect(each).toMatchObject({ reason: expect.stringContaining(says), remedy: expect.stringContaining(remedy) });
});

test('one property that may not be read leaves it undecided, and everything else is compared', () => {
  const fake = standing();
  const secret = fake.live.find(({ type }) => type === 'AWS::SecretsManager::Secret')!;
  secret.unread = { ResourcePolicy: new CallFailed('secretsmanager:GetResourcePolicy', awsError('AccessDenied')) };
  delete secret.properties.ResourcePolicy;
  expect(look(fake)).toMatchObject({
    exitCode: 2, drifts: [], compared: fake.live.length,
    unread: [{ what: expect.stringMatching(/^ResourcePolicy of Staging-Secrets\//), reason: 'secretsmanager:GetResourcePolicy is denied (AccessDenied)', remedy: expect.stringContaining('bulkhead-verifier') }],
  });
});

test('a type that could not be read is undecided, and its resources are not told as gone', () => {
  const fake = standing();
  const without = { ...fake, live: fake.live.filter(({ type }) => type !== 'AWS::SQS::Queue'), unknown: new Set(['AWS::SQS::Queue']), unread: [{ what: 'SQS Queue', reason: 'r', remedy: 's' }] };
  const { drifts, unread, exitCode } = look(without);
  expect(drifts).toEqual([]);
  expect(unread.map(({ what }) => what)).toContain('SQS Queue');
  expect(exitCode).toBe(2);
});

test('where a stack does not say what it owns, nothing of it is taken for nobody\'s', () => {
  const fake = standing();
  const resources = fake.resources.filter(({ stack }) => stack !== 'Staging-Webhook');
  const { drifts, exitCode } = look({ ...fake, resources, listed: false, unread: [{ what: 'resources of Staging-Webhook', reason: 'r', remedy: 's' }] });
  expect({ drifts, exitCode }).toEqual({ drifts: [], exitCode: 2 });
});

test('what differs counts more than what is unknown', () => {
  const fake = standing();
  fake.live.push({ type: 'AWS::IAM::User', id: 'eve', properties: {} });
  expect(look({ ...fake, unread: [{ what: 'x', reason: 'r', remedy: 's' }] }).exitCode).toBe(1);
});

test('no more calls are under way than are let', async () => {
  let [running, most] = [0, 0];
  const inTurn = limited(3);
  await Promise.all(Array.from({ length: 20 }, () => inTurn(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(resolve => { setTimeout(resolve, 1); });
    running -= 1;
  })));
  expect(most).toBe(3);
});

test('a failed call carries the name of AWS\'s error and not its words', async () => {
  const command = new GetResourcePolicyCommand({ SecretId: 's' });
  await expect(refusing('Weird').secretsmanager.send(command)).rejects.toMatchObject({ name: 'Weird', message: 'secretsmanager:GetResourcePolicy failed' });
});

test('once a call has had no answer no other is made, while one that AWS refuses stops nobody', async () => {
  const whileAnswered = untilSilence();
  const named = (name: string) => Object.assign(new Error('x'), { name });
  const asked: string[] = [];
  const call = (name: string, error?: Error) => whileAnswered(() => {
    asked.push(name);
    return error ? Promise.reject(error) : Promise.resolve(name);
  });
  await expect(call('denied', named('AccessDenied'))).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await call('answered')).toBe('answered');
  await expect(call('silent', named('TimeoutError'))).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(call('later')).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(asked).toEqual(['denied', 'answered', 'silent']);
});
