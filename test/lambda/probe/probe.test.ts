import { createHmac } from 'node:crypto';
import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { challengeTag, type ProbeRequest } from '../../../lambda/probe/contract';
import { probe } from '../../../lambda/probe/probe';
import { secretOf } from '../support/world';

const value = secretOf('self');
const stored = (changes: object = {}) => JSON.stringify({ value, class: 'test', provider: 'self', ...changes });

const request = (changes: Partial<ProbeRequest> = {}): ProbeRequest => ({
  version: 1, secretArn: 'arn:secret', versionId: 'staged', kind: 'signing-secret', provider: 'self', scheme: 'svix', ...changes,
});

const run = async (secret: string | Error | undefined, of: ProbeRequest = request(), id = 'staged') => {
  const lines: string[] = [];
  const asked: object[] = [];
  const verdict = await probe(of, {
    secretsManager: {
      send: (command: { input: object }) => {
        asked.push(command.input);
        return secret instanceof Error ? Promise.reject(secret) : Promise.resolve({ VersionId: id, SecretString: secret });
      },
    } as never,
    environment: 'staging', credentials: 'test', now: () => 0, write: line => lines.push(line),
  });
  return { ...verdict, lines, asked };
};

test('a fit signing secret has no fault', async () => {
  expect(await run(stored())).toMatchObject({ version: 1, fault: null });
});

test('only what is staged is asked for: the role may read nothing else', async () => {
  expect((await run(stored())).asked).toEqual([{ SecretId: 'arn:secret', VersionStage: 'AWSPENDING' }]);
});

test.each<[string, string | Error | undefined, Partial<ProbeRequest>, string]>([
  ['nothing staged', new ResourceNotFoundException({ message: 'none', $metadata: {} }), {}, 'absent'],
  ['a failing call', Object.assign(new Error('CANARY-MESSAGE'), { name: 'AccessDeniedException' }), {}, 'unavailable'],
  ['another version', stored(), { versionId: 'mine' }, 'other-version'],
  ['no JSON', value, {}, 'malformed'],
  ['another class', stored({ class: 'live' }), {}, 'class'],
  ['another provider', stored({ provider: 'uae-kyc' }), {}, 'provider'],
  ['a line break', stored({ value: `${value}\n` }), {}, 'whitespace'],
  ['broken base64', stored({ value: value.slice(0, -2) }), {}, 'encoding'],
  ['a short key', stored({ value: `whsec_${Buffer.alloc(16, 7).toString('base64')}` }), {}, 'weak'],
  ['a live API key', stored({ value: `sk_live_${'a1b2'.repeat(8)}` }), { kind: 'api-key' }, 'class'],
  ['an API key without prefix', stored({ value: 'a1b2'.repeat(8) }), { kind: 'api-key' }, 'encoding'],
  ['a short API key', stored({ value: 'sk_test_a1b2' }), { kind: 'api-key' }, 'weak'],
  ['an API key with a blank', stored({ value: `sk_test_${'a1b2 '.repeat(8)}` }), { kind: 'api-key' }, 'whitespace'],
  ['an API key that is no JSON', 'null', { kind: 'api-key' }, 'malformed'],
  ['another value than the caller\'s', stored(), { challenge: { nonce: 'n', tag: challengeTag('another', 'n') } }, 'challenge'],
  ['a tag of another length', stored(), { challenge: { nonce: 'n', tag: 'é' } }, 'challenge'],
])('%s is a fault', async (_, secret, changes, fault) => {
  expect((await run(secret, request(changes))).fault).toBe(fault);
});

test('the caller\'s own value answers the challenge, for an API key too', async () => {
  expect((await run(stored(), request({ challenge: { nonce: 'n', tag: challengeTag(value, 'n') } }))).fault).toBeNull();
  const key = `sk_test_${'a1b2'.repeat(8)}`;
  expect((await run(stored({ value: key }), request({ kind: 'api-key', challenge: { nonce: 'n', tag: challengeTag(key, 'n') } }))).fault).toBeNull();
});

describe('a captured delivery', () => {
  const body = Buffer.from('{"type":"ping"}');
  const tag = createHmac('sha256', Buffer.from(value.slice(6), 'base64')).update('msg_1.1775037600.').update(body).digest('base64');
  const vector = { id: 'msg_1', timestamp: '1775037600', signature: `v1,${tag}`, body: body.toString('base64') };

  test('that the staged secret has signed fits, however old it is', async () => {
    expect((await run(stored(), request({ vector }))).fault).toBeNull();
  });

  test.each([{ id: 'msg_2' }, { timestamp: '01775037600' }, { signature: 'v1,' }, { body: '' }])('changed in %o does not fit', async changes => {
    expect((await run(stored(), request({ vector: { ...vector, ...changes } }))).fault).toBe('vector');
  });

  test('says nothing of an API key', async () => {
    const key = `sk_test_${'a1b2'.repeat(8)}`;
    expect((await run(stored({ value: key }), request({ kind: 'api-key', vector }))).fault).toBe('vector');
  });
});

test('neither value nor message reaches the log or the verdict', async () => {
  const runs = await Promise.all([
    run(stored()), run(stored({ value: value.slice(0, -2) })), run(Object.assign(new Error(`CANARY-MESSAGE ${value}`), { name: 'AccessDeniedException' })),
  ]);
  for (const { asked: _, ...all } of runs) {
    expect(JSON.stringify(all)).not.toContain(value.slice(6, 20));
    expect(JSON.stringify(all)).not.toContain('CANARY');
  }
});
