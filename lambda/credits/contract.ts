// plain names and types that the constructs of lib/operations and the function that counts credits share on purpose.
import type { ProviderName } from '../../lib/providers';

/** Environment variables of the credits function. */
export interface CreditsVariables {
  /** Name of the table that counts. */
  readonly BULKHEAD_CREDITS_TABLE: string;
  /** JSON: `CreditsSettings`; public values. */
  readonly BULKHEAD_CREDITS_SETTINGS: string;
}

/** What one registration is charged for. */
export interface ChargedBinding {
  readonly provider: ProviderName;
  /** Credits by kind of check. */
  readonly costs: Readonly<Record<string, number>>;
  /** Kinds of check by flow, as far as they are known: a verification of any other counts as the dearest kind. */
  readonly flows: Readonly<Record<string, string>>;
}

/** What is charged in this environment. */
export interface CreditsSettings {
  readonly version: 1;
  /** Registrations by name. */
  readonly bindings: Readonly<Record<string, ChargedBinding>>;
  /** Credits of a calendar month, of the environment or of each registration; absent where the contract names none. */
  readonly allotment?: number | Readonly<Record<string, number>>;
}

/** Keys of the table that counts. */
export const creditsTable = {
  /** `charged#<binding>#<day>`, or `month#<binding>#<month>`. */
  partitionKey: 'count',
  /** The verification's and the event's keys in the inbox, or the day, or a mark that is nobody's. */
  sortKey: 'of',
  /** Epoch seconds. */
  timeToLive: 'expiresOn',
} as const;

/** One part of a charge's key; ids may hold any printable sign, the one between the parts too. */
const part = (text: string): string => text.replaceAll('%', '%25').replaceAll('|', '%7C');

/** How the keys of all charges of a verification begin, and those of no other. */
export const chargesOf = (verification: string): string => `${part(verification)}|`;

export const chargeKey = (verification: string, event: string): string => `${chargesOf(verification)}${part(event)}`;

/** The verification that a charge's key names. */
export const verificationIn = (key: string): string => key.slice(0, key.indexOf('|')).replaceAll('%7C', '|').replaceAll('%25', '%');

/** What stands in the place of a verification that was erased and is still counted; no binding begins like it. */
export const erasedMark = '#erased#';

/** Days for which a count is kept: over a year, for the bill of the year before. */
export const countedDays = 400;

/** Metrics of the credits function, each with the dimension `Environment` and those named here. */
export const creditMetrics = {
  /** Charged verifications, by `Binding` and `Kind`. */
  charged: 'ChargedVerification',
  /** Credits that they cost, in the whole environment. */
  credits: 'CreditsCharged',
  /** Credits of today's charged verifications so far, in the whole environment, and by `Binding` where its own are known; set every hour. */
  today: 'CreditsToday',
  /**
   * Credits that the month's allotment still holds, or the balance that was told last, as far as it was counted: in the whole
   * environment where that is known of every binding, and by `Binding` where its own are known.
   */
  remaining: 'CreditsRemaining',
  /**
   * Credits between a balance that the provider told within a day and the estimate of that moment: by `Binding` where the allotment
   * is, else in the whole environment.
   */
  balanceDifference: 'CreditBalanceDifference',
  /** Verifications of yesterday that were counted as charged but belong to no settled session, or the reverse, by `Binding`. */
  difference: 'CreditDifference',
} as const;
