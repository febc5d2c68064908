import { answers, bodies } from '../../../lambda/webhook/answers';
import { balancer } from '../../../lambda/webhook/balancer';
import { createReceiver } from '../../../lambda/webhook/receiver';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import { balanced, targetGroup } from '../support/balanced';
import { World, completed, deliverThrough, request, variables } from '../support/world';
import type { Headers } from '../support/world';

deliverThrough('load balancer');

// the hostile cases of an API's events once more, each in a load balancer's shape.
describe('through a load balancer', () => {
  /* eslint-disable @typescript-eslint/no-require-imports */
  require('./signature.test');
  require('./headers-and-time.test');
  require('./environment-firewall.test');
  require('./delivery.test');
  require('./json.test');
  require('./failures.test');
  require('./secrets.test');
  require('./standard-webhooks.test');
  require('./confidentiality.test');
  /* eslint-enable @typescript-eslint/no-require-imports */
});

const body = completed();
let world: World;
beforeEach(() => {
  world = new World();
});

/** A receiver with these variables, over this world, that is given its events as they are. */
const receiverWith = (more: Record<string, string>) => {
  const { client } = world.aws;
  return createReceiver({
    variables: { ...variables, ...more }, ssm: client, secretsManager: client, dynamodb: client,
    putBody: () => Promise.reject(new Error('not here')), now: () => world.time, write: line => world.lines.push(line),
  });
};
const receive = (event: ProxyEvent, more: Record<string, string> = { BULKHEAD_TARGET_GROUP: targetGroup }) => receiverWith(more)(event);

describe('whose event it is', () => {
  const from = (targetGroupArn: unknown): ProxyEvent => ({ ...balanced(world.self(body)), requestContext: { elb: { targetGroupArn } } });

  test.each([`${targetGroup}/0123456789abcdef`, `${targetGroup}-warm/0123456789abcdef`])('that of the own target group is taken, whatever its last part: %s', async arn => {
    expect((await receive(from(arn))).statusCode).toBe(200);
  });

  test.each<[string, unknown]>([
    ['another account\'s group', targetGroup.replace('111111111111', '222222222222')],
    ['another region\'s group', targetGroup.replace('me-central-1', 'us-east-1')],
    ['another group', targetGroup.replace('bulkhead-webhooks', 'bulkhead-webhooks-2')],
    ['a group with the own one in its name', `${targetGroup}/bulkhead-webhooks`], ['another group that begins like it', `${targetGroup}-warm-2`],
    ['no group', undefined], ['a list', [targetGroup]],
  ])('that of %s is answered as a fault of ours', async (_, arn) => {
    expect(await receive(from(typeof arn === 'string' ? `${arn}/6d0ecf831eec9f09` : arn))).toMatchObject({ statusCode: 503, statusDescription: '503 Service Unavailable' });
    expect([world.situation, world.reason]).toEqual(['unavailable', 'front']);
    expect(world.aws.table.writes).toBe(0);
  });

  test('that of an API is none where a load balancer stands, and that of a load balancer none where an API does', async () => {
    expect((await receive(world.self(body))).statusCode).toBe(503);
    expect((await receive(balanced(world.self(body)), {})).statusCode).toBe(503);
    expect(world.aws.table.writes).toBe(0);
  });

  test.each([[''], ['arn:']])('none is, where the group is %p', async group => {
    expect((await receive(balanced(world.self(body)), { BULKHEAD_TARGET_GROUP: group })).statusCode).toBe(503);
    expect((await receive(world.self(body), { BULKHEAD_TARGET_GROUP: group })).statusCode).toBe(503);
  });

  test('without multi-value headers it is not judged: a repeated header would look like one', async () => {
    const event = balanced(world.self(body));
    const single = Object.fromEntries(Object.entries(event.multiValueHeaders as Headers).map(([name, values]) => [name, values.at(-1)]));
    expect((await receive({ ...event, multiValueHeaders: undefined, headers: single })).statusCode).toBe(503);
    expect((await receive({ ...event, headers: single })).statusCode).toBe(503);
    expect(world.situation).toBe('unavailable');
  });

  test.each([['GET', '/webhooks/self'], [undefined, '/webhooks/self'], ['POST', '/webhooks/self/'], ['POST', '/Webhooks/self'], ['POST', '/webhooks/%73elf'],
    ['POST', '//webhooks/self'], ['POST', '/webhooks/quarantine'], ['POST', 7]])('%p %p is no route', async (httpMethod, path) => {
    expect((await receive({ ...balanced(world.self(body)), httpMethod, path })).statusCode).toBe(503);
    expect(world.reason).toBe('route');
  });

  test('of two claims about the route only the path counts', async () => {
    expect((await receive({ ...balanced(world.self(body)), resource: '/webhooks/uae' })).statusCode).toBe(200);
  });
});

describe('bytes that the load balancer may have changed', () => {
  /** The event of a body that arrives as this text, with the length that the sender declared, if any. */
  const arrived = (text: string, declared?: number, signed: string | Buffer = body): ProxyEvent => {
    const { 'content-length': _, ...headers } = balanced(request('self', body, world.selfHeaders(signed))).multiValueHeaders as Headers;
    return { ...balanced(world.self(body)), body: text, isBase64Encoded: false, multiValueHeaders: { ...headers, ...declared !== undefined && { 'content-length': [String(declared)] } } };
  };
  const broken = Buffer.concat([Buffer.from(body), Buffer.from([0xff, 0xfe])]);

  test.each<[string, () => ProxyEvent]>([
    ['replaced, and nothing says how many they were', () => arrived(broken.toString('utf8'), undefined, broken)],
    ['replaced', () => arrived(broken.toString('utf8'), broken.length, broken)],
    ['left out', () => arrived(body, broken.length, broken)],
    ['read in another character set', () => arrived(broken.toString('latin1'), broken.length, broken)],
    ['lost altogether', () => arrived('', body.length)],
    ['handed on as half a pair', () => arrived(`${body}\ud800`)],
  ])('are not refused for good where some were %s', async (_, event) => {
    expect(await receive(event())).toMatchObject({ statusCode: 503, body: '{"status":"try again"}' });
    expect(world.situation).toBe('altered');
    expect(world.aws.table.writes).toBe(0);
  });

  test('are accepted where the signature proves them, replacement characters and all', async () => {
    const text = completed({ note: '\ufffd' });
    expect((await receive(arrived(text, Buffer.byteLength(text), text))).statusCode).toBe(200);
  });

  test.each<[string, number | undefined]>([['of the declared length', body.length], ['of no declared length', undefined]])(
    'are refused where nothing speaks for a change: text %s', async (_, declared) => {
      expect((await receive(arrived(body.replace('valid', 'walid'), declared))).statusCode).toBe(401);
      expect(world.situation).toBe('refused');
    });

  test('in base64 are the sender\'s, even where they are no text', async () => {
    const event = { ...balanced(world.self(body)), body: broken.toString('base64'), isBase64Encoded: true };
    const headers = { ...(event.multiValueHeaders as Headers), 'content-length': [String(broken.length)] };
    expect((await receive({ ...event, multiValueHeaders: headers })).statusCode).toBe(401);
  });

  test('do not excuse a header that is wrong by itself', async () => {
    const event = arrived(`${body}\ufffd`);
    const headers = { ...(event.multiValueHeaders as Headers), 'svix-timestamp': ['1'] };
    expect((await receive({ ...event, multiValueHeaders: headers })).statusCode).toBe(401);
  });
});

test('every answer of the table has the shape that a load balancer takes', () => {
  for (const { status } of Object.values(answers)) {
    const answer = balancer.answer(status, bodies[status]);
    expect(answer).toEqual({
      statusCode: status,
      statusDescription: expect.stringMatching(new RegExp(`^${status} [A-Z][A-Za-z ]+$`)) as string,
      multiValueHeaders: { 'content-type': ['application/json'] },
      body: bodies[status],
      isBase64Encoded: false,
    });
  }
});
