import { coldStart } from '../../../lambda/webhook/cold-start';
import { World, completed } from '../support/world';

test('the first delivery of an instance waited for it, and no other', () => {
  const told = coldStart('on-demand', () => 0.4321);
  expect([told(), told(), told()]).toEqual([432, undefined, undefined]);
});

test.each([
  ['is kept warm', 'provisioned-concurrency', 0.4], ['says nothing of its start', undefined, 0.4], ['was made ahead of time', 'on-demand', 61.5],
])('nobody waited for an instance that %s', (_, initialization, uptime) => {
  const told = coldStart(initialization, () => uptime);
  expect([told(), told()]).toEqual([undefined, undefined]);
});

test('a delivery that waited is counted with how long, in the whole environment', async () => {
  const world = new World();
  world.cold = 432;
  await world.deliver(world.self(completed()));
  world.cold = undefined;
  await world.deliver(world.self(completed({ verification_id: 'ver_2' })));
  const [first, second] = world.lines.map(line => JSON.parse(line) as Record<string, unknown> & { _aws: { CloudWatchMetrics: unknown[] } });
  expect(first).toMatchObject({ ColdStart: 432 });
  expect(first!._aws.CloudWatchMetrics).toContainEqual({ Namespace: 'Bulkhead', Dimensions: [['Environment']], Metrics: [{ Name: 'ColdStart', Unit: 'Milliseconds' }] });
  expect(second).not.toHaveProperty('ColdStart');
});
