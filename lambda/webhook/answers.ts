import type { DeliveryPolicy } from '../../lib/providers';

/** What remains of a delivery. */
export type Kept = 'inbox' | 'nothing new' | 'quarantine' | 'counted' | 'ids' | 'nothing';

export interface Answer {
  /** The situation in words, as the README's table shows it. */
  readonly when: string;
  readonly status: 200 | 202 | 401 | 403 | 413 | 429 | 503;
  readonly kept: Kept;
  readonly alarm: boolean;
  /** Given by the API's front door before the receiver runs. */
  readonly frontDoor?: true;
}

/** The one table that decides what a delivery is answered, what is kept of it, and who is woken. */
export const answers = {
  'accepted': { when: 'authentic, ours, new', status: 200, kept: 'inbox', alarm: false },
  'duplicate': { when: 'same key, same digest', status: 200, kept: 'nothing new', alarm: false },
  'conflict': { when: 'same key, other digest', status: 200, kept: 'quarantine', alarm: true },
  'foreign': {
    when: 'authentic, same class, another environment\'s flow or subscription', status: 200, kept: 'counted', alarm: false,
  },
  'contradiction': { when: 'authentic, but the environment flag contradicts ours', status: 403, kept: 'ids', alarm: true },
  'late': {
    when: 'authentic, too old, from a provider that may retry with the first timestamp',
    status: 202, kept: 'quarantine', alarm: true,
  },
  'refused': {
    when: 'outside the window otherwise; not authentic; not canonical', status: 401, kept: 'nothing', alarm: false,
  },
  'refused-in-rotation': {
    when: 'the same while a rotation window is open, where 401 is final for the provider',
    status: 503, kept: 'nothing', alarm: false,
  },
  'altered': {
    when: 'the same, where the load balancer of a static front may have handed on other bytes than the sender\'s',
    status: 503, kept: 'nothing', alarm: true,
  },
  'unreadable': {
    when: 'authentic but unparsable, too deep, a key given twice, or not of the provider\'s shape',
    status: 202, kept: 'quarantine', alarm: true,
  },
  'too-large': { when: 'over 4 MB (1 MB at a static front)', status: 413, kept: 'nothing', alarm: true },
  'unknown-type': { when: 'unknown event type', status: 200, kept: 'counted', alarm: false },
  'no-secret': { when: 'no usable secret, or one of another class or provider', status: 503, kept: 'nothing', alarm: true },
  'onboarding': {
    when: 'authentic, but the environment\'s flows or subscriptions are not all known yet',
    status: 503, kept: 'nothing', alarm: true,
  },
  'unavailable': { when: 'an AWS call failed; internal error', status: 503, kept: 'nothing', alarm: true },
  'throttled': {
    when: 'throttled or rate-limited at the front door', status: 429, kept: 'nothing', alarm: true, frontDoor: true,
  },
} as const satisfies Record<string, Answer>;

export type Situation = keyof typeof answers;

/** Fixed bodies: a caller learns the class of the answer and nothing of its reason. */
export const bodies: Readonly<Record<Answer['status'], string>> = {
  200: '{"status":"accepted"}',
  202: '{"status":"accepted"}',
  401: '{"status":"refused"}',
  403: '{"status":"refused"}',
  413: '{"status":"too large"}',
  429: '{"status":"try again"}',
  503: '{"status":"try again"}',
};

/** Whether the provider gives an event up after this answer. */
export const isFinal = (policy: DeliveryPolicy, status: number): boolean => {
  const { statuses, list } = policy.final;
  if (statuses === 'only') return list.includes(status);
  return status >= 400 && status < 500 && !list.includes(status);
};

/** The answer to what is not authentic: never a final one while the sender may be ahead of our secret. */
export const refusal = (policy: DeliveryPolicy, rotating: boolean): Situation =>
  rotating && isFinal(policy, answers.refused.status) ? 'refused-in-rotation' : 'refused';

/** A batch is answered by its gravest record: what must be retried or looked at wins over what went well. */
const gravity: readonly Situation[] = ['unreadable', 'conflict', 'accepted', 'duplicate', 'unknown-type'];

export const gravest = (situations: readonly Situation[]): Situation =>
  gravity.find(situation => situations.includes(situation)) ?? 'unknown-type';
