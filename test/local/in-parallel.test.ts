import { inParallel } from '../../lib/local/in-parallel';

test('works on everything, and never on more than so many at once', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5], async item => {
    most = Math.max(most, running += 1);
    await new Promise(resolve => setImmediate(resolve));
    running -= 1;
    done.push(item);
  }, 2);
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('a failure comes out', async () => {
  await expect(inParallel([1, 2], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
