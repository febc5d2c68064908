import { World, completed, request, secretOf } from '../support/world';
import type { Headers } from '../support/world';

const body = completed();
let world: World;
beforeEach(() => {
  world = new World();
});
const last = () => JSON.parse(world.lines.at(-1)!) as Record<string, unknown> & { _aws: { CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] } };
const dimensionsOf = (metric: string) => last()._aws.CloudWatchMetrics.filter(({ Metrics }) => Metrics[0]!.Name === metric).flatMap(({ Dimensions }) => Dimensions);
const withHeader = (name: string, value: string) => {
  const headers: Headers = { ...world.selfHeaders(body), [name]: [value] };
  return request('self', body, headers);
};

test.each<[string, () => Promise<unknown>]>([
  ['body', () => world.deliver({ ...world.self(body), body: null })],
  ['headers', () => world.deliver(request('self', body, {}))],
  ['id', () => world.deliver(withHeader('svix-id', 'a.b'))],
  ['timestamp', () => world.deliver(withHeader('svix-timestamp', '1e9'))],
  ['signature', () => world.deliver(withHeader('svix-signature', 'v1,'))],
  ['early', () => world.deliver(world.self(body, { at: world.time + 400_000 }))],
  ['late', () => world.deliver(world.self(body, { at: world.time - 400_000 }))],
  ['mismatch', () => world.deliver(world.self(body, { secret: secretOf('other') }))],
  ['environment', () => world.deliver(world.self(completed({ environment: 'live' })))],
  ['size', () => world.deliver({ ...world.self(body), body: 'A'.repeat(6 * 1024 * 1024) })],
])('a delivery refused for its %s is counted by that reason, and as an answer of the receiver\'s own', async (reason, deliver) => {
  await deliver();
  expect(last()).toMatchObject({ reason, Refused: 1, ClientError: 1 });
  expect(dimensionsOf('Refused')).toEqual([['Environment', 'Binding', 'reason']]);
  expect(dimensionsOf('ClientError')).toEqual([['Environment']]);
});

test.each<[string, () => void]>([
  ['absent', () => world.forget('self')],
  ['weak', () => world.store('self', 'AWSCURRENT', 'whsec_AAAA')],
  ['ThrottlingException', () => world.aws.failing.set('PutItem', Object.assign(new Error('slow'), { name: 'ThrottlingException' }))],
])('a delivery put off for %s is counted by that reason, and not as the sender\'s fault', async (reason, arrange) => {
  arrange();
  await world.deliver(world.self(body));
  expect(last()).toMatchObject({ reason, Refused: 1 });
  expect(last()).not.toHaveProperty('ClientError');
});

test('each version of the secret is counted where it verified, whatever became of the delivery', async () => {
  world.store('self', 'AWSPREVIOUS', secretOf('old'));
  world.store('self', 'AWSCURRENT', secretOf('self'), { createdAt: world.time });
  const versions = [];
  for (const secret of [secretOf('self'), secretOf('old')]) {
    await world.deliver(world.self(body, { secret }));
    versions.push([last()['secretStage'], last()['Verified']]);
  }
  expect(versions).toEqual([['AWSCURRENT', 1], ['AWSPREVIOUS', 1]]);
  expect(dimensionsOf('Verified')).toEqual([['Environment', 'Binding', 'secretVersion']]);
  world.aws.failing.set('PutItem', new Error('down'));
  await world.deliver(world.self(completed({ verification_id: 'ver_2' })));
  expect(last()).toMatchObject({ Situation: 'unavailable', Verified: 1 });
  await world.deliver(world.self(body, { secret: secretOf('forger') }));
  expect(last()).not.toHaveProperty('Verified');
});
