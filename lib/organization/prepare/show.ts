import type { Prepared } from './run';
import type { Status } from './plan';

const words: Readonly<Record<Status, string>> = { done: 'done', open: 'to do', waiting: 'waiting', later: 'later', yours: 'yours' };

/** A line a step, in their order. */
export const stepTable = ({ steps }: Prepared): string =>
  steps.map(({ status, does }) => `${words[status].padEnd(8)} ${does}`).join('\n');

/** The same for a machine: what a step is and how far, never how it is called inside. */
export const stepJson = ({ steps, exitCode }: Prepared): string => JSON.stringify({
  exitCode, steps: steps.map(({ id, status, does }) => ({ id, status, does })),
}, null, 2);
