const UNUSABLE = 3;

/** Errors say themselves what they mean for the caller; everything else is unusable input or surroundings. */
const exitCodeOf = (error: unknown): number => {
  const { exitCode } = error as { exitCode?: unknown };
  return typeof exitCode === 'number' ? exitCode : UNUSABLE;
};

/** The end of a command that did not reach its own. */
export const fail = (error: unknown): void => {
  const { code, message, stack } = error as Error & { code?: string };
  // commander has printed its help or complaint already.
  if (code?.startsWith('commander.')) {
    process.exitCode = exitCodeOf(error) === 0 ? 0 : UNUSABLE;
    return;
  }
  process.stderr.write(`${process.env.BULKHEAD_DEBUG ? stack ?? message : message}\n`);
  process.exitCode = exitCodeOf(error);
};
