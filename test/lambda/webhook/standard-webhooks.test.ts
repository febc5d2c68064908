import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { World, happened, request, secretOf } from '../support/world';

const body = happened();
let world: World;
beforeEach(() => {
  world = new World();
});

test('an event of any type is kept under its data\'s id and the signed delivery id', async () => {
  expect(await world.status(world.plain(body))).toBe(200);
  expect(world.aws.table.events()).toMatchObject([{
    verification: { S: 'plain#user_1' }, event: { S: 'msg_1' }, type: { S: 'user.updated' }, occurredAt: { S: '2026-04-01T09:59:58.000Z' }, rank: { N: '0' },
  }]);
  expect(await world.status(world.plain(body))).toBe(200);
  expect(world.situation).toBe('duplicate');
  expect(await world.status(world.plain(body, { id: 'msg_2' }))).toBe(200);
  expect(world.situation).toBe('accepted');
});

test('another secret is refused, and another content under the same id set aside', async () => {
  expect(await world.status(world.plain(body, { secret: secretOf('other') }))).toBe(401);
  await world.status(world.plain(body));
  await world.status(world.plain(happened({ type: 'user.deleted' })));
  expect(world.situation).toBe('conflict');
});

test.each([['no data', { data: undefined }], ['no id', { data: {} }], ['no type', { type: undefined }], ['a time that is none', { timestamp: 'now' }]])(
  '%s is set aside', async (_, changes) => {
    expect(await world.status(world.plain(happened(changes)))).toBe(202);
    expect(world.aws.table.events()).toEqual([]);
  });

describe('with the sender\'s public key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const shared = `whpk_${publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`;
  const signed = (at = world.time, key = privateKey) => {
    const timestamp = String(Math.floor(at / 1000));
    const tag = sign(null, Buffer.from(`msg_1.${timestamp}.${body}`), createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })));
    return request('plain', body, { 'webhook-id': ['msg_1'], 'webhook-timestamp': [timestamp], 'webhook-signature': [`v1a,${tag.toString('base64')}`] });
  };

  test('its signature is accepted inside the window, another\'s never', async () => {
    world.store('plain', 'AWSCURRENT', shared);
    expect(await world.status(signed())).toBe(200);
    expect(await world.status(signed(world.time - 301_000))).toBe(401);
    expect(await world.status(signed(world.time, generateKeyPairSync('ed25519').privateKey))).toBe(401);
  });

  test('a secret rotates into a public key without a gap', async () => {
    world.store('plain', 'AWSPENDING', shared);
    expect(await world.status(world.plain(body))).toBe(200);
    expect(await world.status(signed())).toBe(200);
    expect(world.situation).toBe('duplicate');
  });
});
