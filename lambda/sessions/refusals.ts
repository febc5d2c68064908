import type { RefusalCode } from './contract';

interface Refusal {
  /** Whether the same request may succeed later without anybody changing anything of it. */
  readonly retryable: boolean;
  /** Whether a person has to look. */
  readonly alarm: boolean;
}

/** The one table that decides what a refusal means for the caller and who is woken. */
export const refusals: Readonly<Record<RefusalCode, Refusal>> = {
  'malformed': { retryable: false, alarm: false },
  'unknown-binding': { retryable: false, alarm: false },
  'unknown-flow': { retryable: false, alarm: true },
  'other-parameters': { retryable: false, alarm: false },
  'attempt': { retryable: false, alarm: false },
  'in-progress': { retryable: true, alarm: false },
  'onboarding': { retryable: true, alarm: true },
  'no-key': { retryable: true, alarm: true },
  'contradiction': { retryable: false, alarm: true },
  'invalid': { retryable: false, alarm: false },
  'unauthenticated': { retryable: true, alarm: true },
  'no-credits': { retryable: true, alarm: true },
  'forbidden': { retryable: false, alarm: true },
  'not-found': { retryable: false, alarm: true },
  'conflict': { retryable: false, alarm: true },
  'rate-limited': { retryable: true, alarm: false },
  'unavailable': { retryable: true, alarm: true },
};

/** Ends a request with a word of the table; the message quotes nothing. */
export class RefusedError extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly also: {
      readonly retryAfterSeconds?: number;
      readonly requestId?: string;
      /** Word for the log: why, where the code has several reasons. */
      readonly reason?: string;
      /** Credits that the provider named. */
      readonly balance?: number;
      /** Whether the provider may have made a session nevertheless. */
      readonly doubtful?: true;
    } = {},
  ) {
    super(`refused: ${code}`);
    this.name = 'RefusedError';
  }
}
