import { refusalOf } from '../../lib/providers';
import type { PayloadPath, SessionApi } from '../../lib/providers';
import { readJson, UnreadableError } from '../webhook/json';
import type { Json } from '../webhook/json';
import { textAt } from '../webhook/payload';
import type { ApiKey } from './api-key';
import { numberAt } from './fields';
import { RefusedError } from './refusals';
import { SilenceError } from './transport';
import type { ProviderAnswer, Transport } from './transport';

const second = 1_000;
/** Longest wait for one answer. */
const patience = 10 * second;
/** Requests of one call, the first included. */
const mostRequests = 4;
/** First pause between two requests; doubled each time, and never the same for two callers. */
const firstPause = 200;

export interface ProviderDependencies {
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** What is asked of the provider, and until when. */
export interface ProviderCall {
  readonly api: SessionApi;
  readonly host: string;
  readonly key: ApiKey;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Bytes beyond which an answer is given up. */
  readonly largest: number;
  /** HTTP status of what was asked for. */
  readonly wanted: number;
  /** Milliseconds since the epoch after which nothing more is sent or waited for. */
  readonly deadline: number;
  /** Told of every request that goes out. */
  readonly sent: () => void;
}

/** An answer of the wanted status, read. */
export interface Answered {
  readonly root: Json;
  readonly bytes: Buffer;
  readonly requestId: string | undefined;
}

/** Asks the provider, again where that may help and the time allows it; what is not the wanted answer is thrown as a refusal. */
export const askProvider = async (call: ProviderCall, dependencies: ProviderDependencies): Promise<Answered> => {
  let doubtful = false;
  for (let requests = 1; ; requests++) {
    const outcome = await attempt(call, dependencies);
    if ('root' in outcome) return outcome;
    const { refusal, mayRetry, retryAfter } = outcome;
    // once a request went unanswered, a later refusal does not tell that the first one had no effect.
    doubtful ||= refusal.also.doubtful === true;
    const pause = retryAfter ?? firstPause * 2 ** (requests - 1) * (0.5 + dependencies.random() / 2);
    // the pause and a fair chance of an answer have to fit.
    const fits = dependencies.now() + pause + second < call.deadline;
    if (!mayRetry || requests === mostRequests || !fits) {
      throw new RefusedError(refusal.code, {
        ...refusal.also,
        ...(doubtful ? { doubtful } : {}),
        ...(retryAfter === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfter / second) }),
      });
    }
    await dependencies.pause(pause);
  }
};

interface Failed {
  readonly refusal: RefusedError;
  readonly mayRetry: boolean;
  /** Milliseconds that the provider asks for. */
  readonly retryAfter?: number;
}

const attempt = async (call: ProviderCall, { transport, now }: ProviderDependencies): Promise<Answered | Failed> => {
  const { api, host, key, method, path, body, largest, wanted, deadline } = call;
  // asking changes nothing, so there is nothing to doubt and nothing against asking again.
  const changes = method === 'POST';
  const unclear = (reason: string, requestId?: string): Failed => ({
    refusal: new RefusedError('unavailable', { reason, requestId, ...(changes ? { doubtful: true } : {}) }),
    mayRetry: !changes || api.retriesSilence,
  });
  const timeout = Math.min(patience, deadline - now());
  if (timeout <= 0) return { refusal: new RefusedError('unavailable', { reason: 'time' }), mayRetry: false };
  let answer: ProviderAnswer;
  try {
    call.sent();
    answer = await transport({
      host, method, path, body, timeout, largest, headers: { [api.key.header]: `${api.key.before}${key.value}` },
    });
  } catch (error) {
    return unclear(error instanceof SilenceError ? error.reason : 'transport');
  }
  const { status, requestId } = answer;
  if (status !== wanted) return refusalFor(call, answer, now());
  try {
    return { root: readJson(answer.body), bytes: answer.body, requestId };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    // it said yes and nobody can tell to what: sending it again would only make another one that nobody has.
    return { ...unclear('unreadable', requestId), mayRetry: false };
  }
};

const refusalFor = ({ api, method }: ProviderCall, answer: ProviderAnswer, now: number): Failed => {
  const { status, requestId } = answer;
  const reason = `status-${status}`;
  // another kind of success, or a way elsewhere, is nothing that was documented.
  if (status < 400) {
    const doubt = method === 'POST' ? { doubtful: true } as const : {};
    return { refusal: new RefusedError('unavailable', { reason, requestId, ...doubt }), mayRetry: false };
  }
  const code = refusalOf(api, status);
  return {
    refusal: new RefusedError(code, {
      reason, requestId,
      ...(code === 'no-credits' ? { balance: balanceIn(api.balance, answer.body) } : {}),
      // what fails on the provider's side may have failed half-way.
      ...(status >= 500 && method === 'POST' ? { doubtful: true } : {}),
    }),
    mayRetry: api.retried.includes(status),
    retryAfter: readRetryAfter(answer.retryAfter, now),
  };
};

/** Longest pause that a header is believed to ask for. */
const longestPause = 3_600 * second;

/** Milliseconds that `Retry-After` asks for: seconds or a date, and nothing else. */
const readRetryAfter = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined;
  const asked = /^\d{1,9}$/.test(header) ? Number(header) * second : Date.parse(header) - now;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(asked, 0), longestPause);
};

const balanceIn = (paths: readonly PayloadPath[], body: Buffer): number | undefined => {
  try {
    const root = readJson(body);
    return paths.map(path => numberAt(root, path)).find(found => found !== undefined);
  } catch {
    return undefined;
  }
};

/** The text at a place where it is one that may be handed on: printable, short, and without the key that was sent. */
export const wordAt = (root: Json, path: PayloadPath, key: ApiKey, longest = 2_048): string | undefined => {
  const text = textAt(root, path);
  return text !== undefined && text.length <= longest && /^[\x21-\x7e]+$/.test(text) && !text.includes(key.value) ? text : undefined;
};
