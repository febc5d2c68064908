import { createClock } from '../../../lib/local/sandbox/clock';

const started = Date.parse('2026-04-01T10:00:00.000Z');
const standing = () => createClock({ standsAt: started });

test('a standing clock moves only when it is driven, and does what is due on the way in order and at its own time', async () => {
  const clock = standing();
  const done: [string, number][] = [];
  const note = (name: string) => () => { done.push([name, clock.now() - started]); };
  clock.at(started + 2_000, note('second'));
  clock.at(started + 1_000, () => {
    note('first')();
    clock.at(clock.now() + 500, note('planned on the way'));
  });
  clock.at(started + 60_000, note('later'));
  expect(done).toEqual([]);
  await clock.advance(10_000);
  expect(done).toEqual([['first', 1_000], ['planned on the way', 1_500], ['second', 2_000]]);
  expect(clock.now()).toBe(started + 10_000);
});

test('what is due now is done at once, and what was taken back never', async () => {
  const clock = standing();
  const done: string[] = [];
  clock.at(started, () => { done.push('now'); });
  clock.at(started + 5, () => { done.push('taken back'); })();
  await clock.advance(1_000);
  expect(done).toEqual(['now']);
});

test('driving it waits for what takes its time', async () => {
  const clock = standing();
  let done = false;
  clock.at(started + 1, async () => {
    await new Promise(resolve => setTimeout(resolve, 30));
    done = true;
  });
  await clock.advance(1);
  expect(done).toBe(true);
});

test('a running clock does what falls due by itself, and goes on from where it was driven to', async () => {
  const clock = createClock();
  const due = new Promise<void>(resolve => { clock.at(clock.now() + 20, () => resolve()); });
  await due;
  await clock.advance(3_600_000);
  expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(3_599_900);
  expect(clock.position()).toHaveProperty('ahead');
  clock.stop();
});
