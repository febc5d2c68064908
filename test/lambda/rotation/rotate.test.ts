import { rotate } from '../../../lambda/rotation/rotate';
import { FakeSecret } from '../../operator/support/fake-secret';

const arn = 'arn:aws:secretsmanager:me-central-1:111111111111:secret:team';
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

/** A rotation as Secrets Manager drives it: the version exists, empty, as soon as the rotation has begun. */
const begin = () => {
  const secret = new FakeSecret(() => 0);
  secret.put({ ClientRequestToken: 'first', SecretString: 'x'.repeat(43), VersionStages: ['AWSCURRENT'] });
  const calls: string[] = [];
  let crash: number | undefined;
  const client = {
    send: async ({ input, constructor: { name } }: { input: never; constructor: { name: string } }) => {
      calls.push(name);
      await Promise.resolve();
      const answers: Record<string, () => object> = {
        DescribeSecretCommand: () => {
          const described = secret.describe() as { VersionIdsToStages: Record<string, string[]> };
          return { ...described, VersionIdsToStages: { second: ['AWSPENDING'], ...described.VersionIdsToStages } };
        },
        GetSecretValueCommand: () => secret.get(input),
        PutSecretValueCommand: () => secret.put(input),
        UpdateSecretVersionStageCommand: () => secret.update(input),
      };
      const answer = answers[name]!();
      if (crash !== undefined && calls.length >= crash) throw Object.assign(new Error('lost'), { name: 'TimeoutError' });
      return answer;
    },
  } as never;
  return {
    secret, calls,
    crashAfter: (call?: number) => {
      crash = call;
      calls.length = 0;
    },
    step: (name: string, changes: object = {}) => rotate({ SecretId: arn, ClientRequestToken: 'second', Step: name, ...changes }, client, arn),
  };
};

test('four steps give the secret a new value and keep the one before', async () => {
  const { secret, step } = begin();
  for (const name of steps) await step(name);
  expect(secret.idOf('AWSCURRENT')).toBe('second');
  expect(secret.idOf('AWSPREVIOUS')).toBe('first');
  expect(Buffer.from(secret.versions.get('second')!.value, 'base64url')).toHaveLength(32);
});

test('each step may be repeated', async () => {
  const { secret, step } = begin();
  for (const name of steps) {
    await step(name);
    const before = secret.versions.get('second')?.value;
    await step(name);
    await step(name);
    expect(secret.versions.get('second')?.value).toBe(before);
  }
  expect(secret.idOf('AWSCURRENT')).toBe('second');
  expect(secret.versions.size).toBe(2);
});

test('a late repetition after the end changes nothing', async () => {
  const { secret, step } = begin();
  for (const name of [...steps, ...steps]) await step(name);
  expect([secret.idOf('AWSCURRENT'), secret.idOf('AWSPREVIOUS')]).toEqual(['second', 'first']);
});

test('cut off after any call, the step is repeated and the rotation ends the same', async () => {
  for (const name of steps) {
    for (const call of [1, 2, 3]) {
      const { secret, step, crashAfter } = begin();
      for (const each of steps) {
        if (each === name) {
          crashAfter(call);
          await step(each).catch(() => {});
          crashAfter();
        }
        await step(each);
      }
      expect([secret.idOf('AWSCURRENT'), secret.idOf('AWSPREVIOUS'), secret.versions.size]).toEqual(['second', 'first', 2]);
    }
  }
});

test('a step that runs twice at once leaves one value', async () => {
  const { secret, step } = begin();
  await Promise.all([step('createSecret'), step('createSecret')]);
  expect(secret.versions.size).toBe(2);
});

describe('is refused:', () => {
  test('another secret, before any call', async () => {
    const { step, calls } = begin();
    await expect(step('createSecret', { SecretId: `${arn}-other` })).rejects.toThrow('this function rotates another secret');
    expect(calls).toEqual([]);
  });

  test.each(['deleteSecret', 'constructor', '__proto__'])('the unknown step %s', async name => {
    await expect(begin().step(name)).rejects.toThrow('unknown step');
  });

  test('a version that is not part of a rotation', async () => {
    const { secret, step } = begin();
    await expect(step('createSecret', { ClientRequestToken: 'third' })).rejects.toThrow('not known');
    secret.put({ ClientRequestToken: 'third', SecretString: 'y'.repeat(43), VersionStages: ['AWSPREVIOUS'] });
    await expect(step('createSecret', { ClientRequestToken: 'third' })).rejects.toThrow('not pending');
  });

  test.each(['', 'short', 'white space '.repeat(8), 'x'.repeat(43)])('the pending value %j, for it is none that was issued or is the current one', async pending => {
    const { secret, step } = begin();
    secret.put({ ClientRequestToken: 'second', SecretString: pending, VersionStages: ['AWSPENDING'] });
    await expect(step('testSecret')).rejects.toThrow(/^the pending version/);
  });

  test('nothing pending at all', async () => {
    await expect(begin().step('testSecret')).rejects.toThrow('not of the issued form');
  });
});

test('no error quotes a value', async () => {
  const { secret, step } = begin();
  secret.put({ ClientRequestToken: 'second', SecretString: 'CANARY', VersionStages: ['AWSPENDING'] });
  await expect(step('testSecret')).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('CANARY') }));
});
