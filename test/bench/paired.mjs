// both sides of a ratio run in turns, in one call: a noisy machine disturbs both alike.
import { spawnSync } from 'node:child_process';

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Milliseconds that a command takes; a command that fails has no time. */
export const timeCommand = ({ command, args, cwd, env = {}, before }) => {
  before?.();
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` exited with ${status}:\n${stderr.slice(-2000)}`);
  return performance.now() - start;
};

/** Medians of two sides, measured in turns after one unmeasured round. */
export const paired = async (one, other, rounds) => {
  const times = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, side] of [one, other].entries()) {
      const time = await side();
      if (round > 0) times[index].push(time);
    }
  }
  return times.map(median);
};
