import type { ExecutionEnvironment } from '../../../lib/local/lambda/execution-environment';
import { createPool } from '../../../lib/local/lambda/pool';
import type { Outcome } from '../../../lib/local/lambda/types';

const answered: Outcome = { kind: 'answered', payload: null };

/** Environments that answer when told to. */
const controlled = () => {
  const running: { finish(): void; break(): void }[] = [];
  let starts = 0;
  const start = (): Promise<ExecutionEnvironment> => {
    starts += 1;
    let usable = true;
    return Promise.resolve({
      isUsable: () => usable,
      end: () => {
        usable = false;
        return Promise.resolve();
      },
      invoke: () => new Promise(resolve => running.push({
        finish: () => resolve(answered),
        break: () => {
          usable = false;
          resolve({ kind: 'failed', reason: 'exit', payload: null });
        },
      })),
    });
  };
  return { running, start, starts: () => starts };
};

const turn = () => new Promise(resolve => setImmediate(resolve));

test('starts nothing before the first event, and no more than it needs', async () => {
  const { start, starts, running } = controlled();
  const pool = createPool(start);
  expect(starts()).toBe(0);
  for (let n = 0; n < 3; n += 1) {
    const outcome = pool.invoke({});
    await turn();
    running.shift()?.finish();
    await outcome;
  }
  expect(starts()).toBe(1);
});

test('lets events wait when every environment is busy', async () => {
  const { start, starts, running } = controlled();
  const pool = createPool(start, 2);
  const outcomes = [pool.invoke(1), pool.invoke(2), pool.invoke(3)];
  await turn();
  expect([starts(), running.length]).toEqual([2, 2]);
  running.shift()?.finish();
  await turn();
  expect([starts(), running.length]).toEqual([2, 2]);
  for (const one of running) one.finish();
  await turn();
  for (const one of running) one.finish();
  expect(await Promise.all(outcomes)).toEqual([answered, answered, answered]);
});

test('replaces an environment that has ended', async () => {
  const { start, starts, running } = controlled();
  const pool = createPool(start, 1);
  const first = pool.invoke(1);
  const second = pool.invoke(2);
  await turn();
  running.shift()?.break();
  expect(await first).toMatchObject({ reason: 'exit' });
  await turn();
  running.shift()?.finish();
  expect(await second).toEqual(answered);
  expect(starts()).toBe(2);
});

test('a failed start fails its event and blocks no other', async () => {
  const { start, running } = controlled();
  const failing = jest.fn(start).mockRejectedValueOnce(new Error('no code'));
  const pool = createPool(failing, 1);
  await expect(pool.invoke(1)).rejects.toThrow('no code');
  const second = pool.invoke(2);
  await turn();
  running.shift()?.finish();
  expect(await second).toEqual(answered);
});
