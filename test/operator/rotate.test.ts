import { fleet } from '../fixtures/fleet';
import { secretOf } from '../lambda/support/world';
import { putSecret } from '../../lib/operator/put';
import { abandonRotation, openRotation, openingVersion, resumeRotation, rotateSecret } from '../../lib/operator/rotate';
import { newSecret, OperatorWorld, target } from './support/operator-world';

const old = secretOf('self');
const next = newSecret();
const minute = 60_000;

const begun = async (of = target()) => {
  const operator = new OperatorWorld(of);
  await putSecret(of, of.kind === 'api-key' ? `sk_test_${'a1b2c3d4'.repeat(4)}` : old, operator.access);
  operator.heal();
  return operator;
};

const rotate = (operator: OperatorWorld, value = next, vector?: never) =>
  rotateSecret(operator.of, value, operator.access, { fleet, vector, say: line => operator.said.push(line), clock: () => operator.world.time });

const stagesOf = ({ secret }: OperatorWorld) => ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'].map(stage => {
  const held = secret.stages[stage as 'AWSCURRENT'];
  return held === undefined ? null : (JSON.parse(held.value ?? '') as { value?: string }).value ?? 'announcement';
});

test('a rotation stages, probes and promotes, and leaves the old value accepted', async () => {
  const operator = await begun();
  await rotate(operator);
  expect(stagesOf(operator)).toEqual([next, null, old]);
  expect(operator.said.filter(line => /^[a-z]+:/.test(line)).map(line => line.split(':')[0])).toEqual(['staged', 'probed', 'promoted']);
});

/** The provider's side: which secret signs a delivery, by what is staged. */
const senders: Record<string, (operator: OperatorWorld, count: number) => string> = {
  'signs with the old secret to the end': () => old,
  'signs with the new one as soon as it is staged': ({ secret }) => (stagesHold(secret, next) ? next : old),
  'signs with either while both are accepted': ({ secret }, count) => (stagesHold(secret, next) && count % 2 === 0 ? next : old),
};

const stagesHold = (secret: OperatorWorld['secret'], value: string) =>
  Object.values(secret.stages).some(version => version.value?.includes(value));

describe.each(Object.entries(senders))('under continuous traffic of a sender that %s', (_, signs) => {
  const run = async (crash?: { call: number; when: 'before' | 'after' }) => {
    const operator = await begun();
    const waiting: string[] = [];
    let sent = 0;
    const attempt = async (verification: string) => {
      const result = await operator.deliver(verification, signs(operator, sent));
      expect(result).not.toBe('lost');
      if (result === 'again') waiting.push(verification);
    };
    operator.between = async () => {
      operator.world.time += 2 * minute;
      for (const verification of waiting.splice(0)) await attempt(verification);
      await attempt(`ver_${sent++}`);
    };
    if (crash) operator.crashNext(crash.call, crash.when);
    let runs = 0;
    for (let done = false; !done; runs++) {
      if (runs > 2) throw new Error('more than two reruns');
      try {
        await rotate(operator);
        done = true;
      } catch (error) {
        if (!operator.crashed) throw error;
        operator.heal();
      }
    }
    const calls = operator.heal();
    await operator.between();
    return { operator, sent, waiting, calls };
  };

  test('stopped at every boundary, it converges and loses nothing', async () => {
    const { calls } = await run();
    expect(calls).toBeGreaterThan(10);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const { operator, sent, waiting } = await run({ call, when });
        expect(stagesOf(operator)).toEqual([next, null, old]);
        expect(operator.fingerprints.states()).toEqual(['staging self/signing-secret confirmed', 'staging self/signing-secret confirmed']);
        expect(waiting).toEqual([]);
        expect(operator.world.aws.table.events()).toHaveLength(sent);
      }
    }
  }, 300_000);
});

test('announced first, a sender that switches before anything is staged loses nothing', async () => {
  const operator = await begun();
  expect(await operator.deliver('ver_before', old)).toBe('accepted');
  await openRotation(operator.of, operator.access, fleet);
  // no instance knows the secret longer than five minutes.
  operator.world.time += 6 * minute;
  expect(await operator.deliver('ver_early', next)).toBe('again');
  await rotate(operator);
  operator.world.time += 2 * minute;
  expect(await operator.deliver('ver_early', next)).toBe('accepted');
  expect(stagesOf(operator)).toEqual([next, null, old]);
});

describe('two active values', () => {
  const changes = (operator: OperatorWorld) => operator.calls.filter(call => /^(?:Put|Update)/.test(call));

  test.each(['signing-secret', 'api-key'] as const)('of an %s, one in use and one staged, are refused before anything changes', async (kind) => {
    const operator = await begun(target('staging', kind));
    operator.secret.put({ ClientRequestToken: 'another-version', SecretString: '{}', VersionStages: ['AWSPENDING'] });
    operator.calls.length = 0;
    await expect(rotate(operator, kind === 'api-key' ? `sk_test_${'z9y8x7w6'.repeat(4)}` : next)).rejects.toMatchObject({
      exitCode: 1, message: expect.stringContaining('has two active values already, one in use and one staged'),
    });
    expect(changes(operator)).toEqual([]);
  });

  test('one in use and one that is not retired, are refused before anything changes', async () => {
    const operator = await begun();
    await rotate(operator);
    operator.calls.length = 0;
    await expect(rotate(operator, newSecret('a third'))).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('run `secrets retire` first') });
    expect(changes(operator)).toEqual([]);
  });

  test('that fill the slots of an organization which two environments share are refused before anything changes', async () => {
    const shared = {
      ...fleet,
      environments: fleet.environments.map(environment => ({
        ...environment, providers: { ...environment.providers, self: { ...environment.providers['self']!, organizationId: 'org-shared' } },
      })),
    };
    const operator = await begun({ ...target('staging', 'api-key'), config: shared.environments[0]! });
    operator.calls.length = 0;
    await expect(rotateSecret(operator.of, `sk_test_${'z9y8x7w6'.repeat(4)}`, operator.access, { fleet: shared, say: () => {}, clock: () => operator.world.time }))
      .rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('none is free for the new key') });
    expect(changes(operator)).toEqual([]);
  });
});

test('a secret without a value is not rotated', async () => {
  const operator = new OperatorWorld();
  await expect(rotate(operator)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('`secrets put`') });
});

test('the value in use is not rotated to itself, which changes nothing', async () => {
  const operator = await begun();
  await rotate(operator, old);
  expect(stagesOf(operator)).toEqual([old, null, null]);
});

describe('what the probe finds unfit', () => {
  test('is not promoted, and the current value stays', async () => {
    const operator = await begun();
    const vector = { id: 'msg_1', timestamp: '1775037600', signature: `v1,${Buffer.alloc(32).toString('base64')}`, body: '' };
    await expect(rotate(operator, next, vector as never)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('the captured delivery was not signed with it') });
    expect(stagesOf(operator)).toEqual([old, next, null]);
  });

  test('can be dropped', async () => {
    const operator = await begun();
    operator.crashNext(12, 'after');
    await rotate(operator).catch(() => {});
    operator.heal();
    expect(stagesOf(operator)[1]).toBe(next);
    expect(await abandonRotation(operator.of, operator.access)).toBe(true);
    expect(await abandonRotation(operator.of, operator.access)).toBe(false);
    expect(stagesOf(operator)).toEqual([old, null, null]);
  });
});

test('a rotation is carried on without the value', async () => {
  const operator = await begun();
  const calls = await rotateUntilStaged(operator);
  expect(calls).toBeGreaterThan(0);
  await resumeRotation(operator.of, operator.access, { fleet, say: () => {}, clock: () => operator.world.time });
  expect(stagesOf(operator)).toEqual([next, null, old]);
});

const rotateUntilStaged = async (operator: OperatorWorld): Promise<number> => {
  for (let call = 1; call < 50; call++) {
    operator.crashNext(call, 'after');
    await rotate(operator).catch(() => {});
    operator.heal();
    if (operator.secret.idOf('AWSPENDING') !== undefined) return call;
  }
  throw new Error('it never stages');
};

test('a value that was staged, dropped and given again is rotated to', async () => {
  const operator = await begun();
  await rotateUntilStaged(operator);
  await abandonRotation(operator.of, operator.access);
  await rotate(operator);
  expect(stagesOf(operator)).toEqual([next, null, old]);
});

test('what somebody staged past these commands is not carried on', async () => {
  const operator = await begun();
  operator.secret.put({ ClientRequestToken: 'by-hand', SecretString: '{}', VersionStages: ['AWSPENDING'] });
  await expect(resumeRotation(operator.of, operator.access, { fleet, say: () => {}, clock: () => operator.world.time })).rejects.toMatchObject({ exitCode: 1 });
});

test('an announcement is no value: it is neither promoted nor carried on', async () => {
  const operator = await begun();
  await openRotation(operator.of, operator.access, fleet);
  expect(operator.secret.idOf('AWSPENDING')).toBe(openingVersion);
  await expect(resumeRotation(operator.of, operator.access, { fleet, say: () => {}, clock: () => operator.world.time })).rejects.toMatchObject({ exitCode: 1 });
});

test('no value is written anywhere', async () => {
  const operator = await begun();
  await rotate(operator);
  const written = [...operator.said, ...operator.world.lines, ...[...operator.fingerprints.items.values()].map(item => JSON.stringify(item))].join('\n');
  for (const value of [old, next]) {
    expect(written).not.toContain(value);
    expect(written).not.toContain(value.slice('whsec_'.length, 20));
  }
  expect(operator.fingerprints.messages.every(message => message.length === 32)).toBe(true);
});

test('what was staged more than five days ago is not promoted: its predecessor would end while senders still sign with it', async () => {
  const operator = await begun();
  await rotateUntilStaged(operator);
  operator.world.time += 5 * 24 * 60 * minute + minute;
  await expect(resumeRotation(operator.of, operator.access, { fleet, say: () => {}, clock: () => operator.world.time })).rejects.toMatchObject({ exitCode: 1 });
  expect(stagesOf(operator)).toEqual([old, next, null]);
});
