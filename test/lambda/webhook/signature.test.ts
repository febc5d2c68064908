import { createHmac } from 'node:crypto';
import { Webhook as Svix } from 'svix';
import { World, completed, press, request, secretOf, unsound } from '../support/world';
import type { Headers } from '../support/world';

const body = completed();
let world: World;
beforeEach(() => {
  world = new World();
});

/** The valid self delivery with changed headers. */
const withHeaders = (changes: Headers) => request('self', body, { ...world.selfHeaders(body), ...changes });
const tag = () => world.selfHeaders(body)['svix-signature']![0]!.slice(3);

describe('a valid delivery', () => {
  test('of self, signed by standardwebhooks, is stored once', async () => {
    expect(await world.deliver(world.self(body))).toEqual({
      statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"accepted"}', isBase64Encoded: false,
    });
    const [item, ...others] = world.aws.table.all();
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      verification: { S: 'self#ver_1' }, event: { S: 'verification.completed' }, status: { S: 'valid' }, rank: { N: '3' },
      undispatched: { S: 'yes' }, occurredAt: { S: '2026-04-01T09:59:58.000Z' }, receivedAt: { S: '2026-04-01T10:00:00.000Z' },
      deliveryId: { S: 'msg_1' }, provider: { S: 'self' }, binding: { S: 'self' }, type: { S: 'verification.completed' },
      expiresAt: { N: String(world.time / 1000 + 30 * 86_400) },
    });
    expect(Buffer.from(item!['body']!.B!).toString()).toBe(body);
  });

  test('of self, signed by svix, is stored', async () => {
    const signature = new Svix(secretOf('self')).sign('msg_1', new Date(world.time), body);
    expect(await world.status(withHeaders({ 'svix-signature': [signature] }))).toBe(200);
    expect(world.aws.table.events()).toHaveLength(1);
  });

  test.each(['sha256=', ''])('of UAE KYC is stored with tag prefix "%s"', async prefix => {
    const event = world.uae(press());
    const headers = { ...(event.multiValueHeaders as Headers) };
    headers['X-Webhook-Signature'] = [headers['X-Webhook-Signature']![0]!.replace('sha256=', prefix)];
    expect(await world.status({ ...event, multiValueHeaders: headers, headers: {} })).toBe(200);
    expect(world.aws.table.events()).toMatchObject([{ verification: { S: 'uae#34890890' }, event: { S: 'evt-1' } }]);
  });

  test('is judged the same whether its bytes arrive in base64 or as text', async () => {
    const event = world.self(body);
    expect(await world.status({ ...event, body, isBase64Encoded: false })).toBe(200);
    expect(await world.status(event)).toBe(200);
    expect(world.aws.table.all()).toHaveLength(1);
  });

  test('is accepted when the valid tag comes second, after a tag of another secret or another version', async () => {
    const other = new Svix(secretOf('other')).sign('msg_1', new Date(world.time), body);
    expect(await world.status(withHeaders({ 'svix-signature': [`${other} v1,${tag()}`] }))).toBe(200);
    expect(await world.status(withHeaders({ 'svix-signature': [`v1a,${Buffer.alloc(64, 3).toString('base64')} v1,${tag()}`] }))).toBe(200);
    expect(world.situation).toBe('duplicate');
  });
});

describe('refused with 401 and nothing stored', () => {
  afterEach(() => {
    expect(world.aws.table.writes).toBe(0);
    expect(world.situation).toBe('refused');
  });

  test.each<[string, Buffer | string]>([
    ['a byte order mark in front', `\ufeff${body}`],
    ['the JSON serialised anew', JSON.stringify(JSON.parse(body), null, 1)],
    ['a newline at the end', `${body}\n`],
    ['a bit flipped', body.replace('valid', 'walid')],
  ])('the body with %s', async (_, changed) => {
    expect(await world.status(request('self', changed, world.selfHeaders(body)))).toBe(401);
  });

  test.each([['', true], [null, true], [undefined, true], ['', false]])('the body %p with isBase64Encoded %p', async (changed, isBase64Encoded) => {
    expect(await world.status({ ...world.self(body), body: changed, isBase64Encoded })).toBe(401);
  });

  const full = Buffer.alloc(32, 7);
  test.each<[string, (valid: string) => string]>([
    ['truncated to 16 bytes', valid => `v1,${Buffer.from(valid, 'base64').subarray(0, 16).toString('base64')}`],
    ['in hex where base64 is due', valid => `v1,${Buffer.from(valid, 'base64').toString('hex')}`],
    ['unpadded', valid => `v1,${valid.replaceAll('=', '')}`],
    ['in base64url', () => `v1,${Buffer.alloc(32, 0xfb).toString('base64url')}=`],
    ['with bits set beyond its end', valid => `v1,${valid.slice(0, -2)}${nextLetter(valid.at(-2)!)}=`],
    ['of an unknown version', valid => `v9,${valid}`],
    ['of a version in capitals', valid => `V1,${valid}`],
    ['joined by an equals sign', valid => `v1=${valid}`],
    ['empty', () => 'v1,'],
    ['absent', () => ''],
    ['followed by what is no tag', valid => `v1,${valid} xv1,`],
    ['followed by a piece of another version', valid => `v1,${valid} v2,AAAA`],
    ['followed by a space', valid => `v1,${valid} `],
    ['preceded by a space', valid => ` v1,${valid}`],
    ['joined to another by a comma', valid => `v1,${valid},v1,${valid}`],
    ['too long', () => `v1,${Buffer.alloc(33, 1).toString('base64')}`],
    ['any other', () => `v1,${full.toString('base64')}`],
  ])('a tag %s', async (_, change) => {
    expect(await world.status(withHeaders({ 'svix-signature': [change(tag())] }))).toBe(401);
  });

  test('100,000 candidate tags, in bounded time', async () => {
    const flood = Array.from({ length: 100_000 }, () => `v1,${full.toString('base64')}`).join(' ');
    const started = performance.now();
    expect(await world.status(withHeaders({ 'svix-signature': [`v1,${tag()} ${flood}`] }))).toBe(401);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('more tags than any overlap of secrets needs, although one of them is valid', async () => {
    const others = Array.from({ length: 16 }, () => `v1,${full.toString('base64')}`).join(' ');
    expect(await world.status(withHeaders({ 'svix-signature': [`v1,${tag()} ${others}`] }))).toBe(401);
  });

  test.each<[string, string[]]>([['with a dot', ['msg.1']], ['with a newline', ['msg\n1']], ['with a space', ['msg 1']],
    ['over 256 characters', ['m'.repeat(257)]], ['empty', ['']], ['outside ASCII', ['m\u00fcg']]])('an id %s', async (_, id) => {
    const signed = new Svix(secretOf('self')).sign(id[0]!, new Date(world.time), body);
    expect(await world.status(withHeaders({ 'svix-id': id, 'svix-signature': [signed] }))).toBe(401);
  });

  test('the same bytes cut elsewhere between id, timestamp and body', async () => {
    const timestamp = String(world.time / 1000);
    const shifted = `${timestamp}.${body}`;
    const signed = createHmac('sha256', Buffer.from(secretOf('self').slice(6), 'base64')).update(`a.${timestamp}.${shifted}`);
    const headers = { 'svix-id': [`a.${timestamp}`], 'svix-timestamp': [timestamp], 'svix-signature': [`v1,${signed.digest('base64')}`] };
    expect(await world.status(request('self', body, headers))).toBe(401);
  });

  test('hex in capitals, and a tag without its last digit, from UAE KYC', async () => {
    const event = world.uae(press());
    for (const change of [(valid: string) => valid.toUpperCase(), (valid: string) => valid.slice(0, -1), (valid: string) => `${valid} ${valid}`]) {
      const headers = { ...(event.multiValueHeaders as Headers) };
      headers['X-Webhook-Signature'] = [change(headers['X-Webhook-Signature']![0]!)];
      expect(await world.status({ ...event, multiValueHeaders: headers, headers: {} })).toBe(401);
    }
  });

  test('the signature of one binding at the route of another', async () => {
    expect(await world.status({ ...world.self(body), resource: '/webhooks/uae' })).toBe(401);
  });
});

test.each([[{}, false], ['@@@@', true], ['YQ', true], ['YR==', true], ['\ud800', false]])(
  'the body %p with isBase64Encoded %p, which no sender can cause, is not accepted', async (changed, isBase64Encoded) => {
    expect(await world.status({ ...world.self(body), body: changed, isBase64Encoded })).toBe(unsound());
    expect(world.aws.table.writes).toBe(0);
  });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** 32 bytes leave two unused bits in the last letter; the next letter sets one of them. */
const nextLetter = (letter: string): string => alphabet[alphabet.indexOf(letter) + 1]!;
