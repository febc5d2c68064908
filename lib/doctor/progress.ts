import type { Watch } from './run';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const clear = '\r\u001b[2K';

/** One line on a terminal that says what is still being looked at, and goes when nothing is; elsewhere nothing. */
export const progressOn = (terminal: Terminal): Watch => waitingFor => {
  if (terminal.isTTY !== true) return;
  // names of stacks are among them, and whoever named one does not move the cursor.
  const line = `looking at ${waitingFor.join(', ')}`.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, (terminal.columns ?? 80) - 1);
  terminal.write(waitingFor.length === 0 ? clear : `${clear}${line}`);
};
