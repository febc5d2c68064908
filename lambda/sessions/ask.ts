import { sessionPath } from '../../lib/providers';
import type { SessionApi, SessionStatus } from '../../lib/providers';
import { textAt } from '../webhook/payload';
import type { ApiKey, ApiKeys, KeyPurpose } from './api-key';
import { timeAt } from './fields';
import { askProvider, wordAt } from './provider';
import type { Answered, ProviderCall, ProviderDependencies } from './provider';
import type { Given } from './record';
import { RefusedError } from './refusals';
import { isHttps } from './request';
import type { SessionBinding } from './settings';

/** Bytes of an answer to a creation; a session is a few hundred. */
const largestCreation = 64 * 1024;
/** Clocks may differ by this. */
const skew = 300_000;

/** Everything that a request to the provider stands on. */
export interface Line {
  readonly binding: SessionBinding;
  readonly credentials: 'test' | 'live';
  readonly keys: ApiKeys;
  readonly dependencies: ProviderDependencies;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Told of every request that goes out. */
  readonly sent: () => void;
}

export const purposeOf = ({ binding: { settings: { secretArn, provider } }, credentials }: Line): KeyPurpose =>
  ({ secretArn, provider, credentials });

type Question = Pick<ProviderCall, 'method' | 'path' | 'body' | 'largest' | 'wanted'>;

/** Asks with the environment's key; a key that the provider no longer knows may have been rotated a moment ago. */
const ask = async (line: Line, question: Question): Promise<{ readonly answer: Answered; readonly key: ApiKey }> => {
  const { binding: { api, settings: { apiDomain } }, keys, dependencies, deadline, sent } = line;
  if (apiDomain === null) throw new RefusedError('onboarding', { reason: 'domain' });
  const key = await keys.get(purposeOf(line));
  const call = (with_: ApiKey) => askProvider({ ...question, api, host: apiDomain, key: with_, deadline, sent }, dependencies);
  try {
    return { answer: await call(key), key };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.code !== 'unauthenticated') throw error;
    const successor = await keys.successor(purposeOf(line), key);
    if (successor === undefined) throw error;
    return { answer: await call(successor), key: successor };
  }
};

const unusable = (reason: string, requestId: string | undefined) =>
  new RefusedError('unavailable', { reason, requestId, doubtful: true });

/** Has the provider make a session; whatever is not one in every field is none. */
export const askForSession = async (line: Line, body: Readonly<Record<string, unknown>>): Promise<Given> => {
  const { api: { create } } = line.binding;
  const question: Question = {
    method: 'POST', path: create.path, body: JSON.stringify(body), largest: largestCreation, wanted: create.status,
  };
  const { answer: { root, requestId }, key } = await ask(line, question);
  const { now } = line.dependencies;
  const id = wordAt(root, create.answer.id, key, 256);
  const token = wordAt(root, create.answer.token, key);
  const url = create.answer.url === undefined ? undefined : wordAt(root, create.answer.url, key);
  const expiresAt = timeAt(root, create.answer.expiresAt);
  // a separator in an id would let one session's events be taken for another's.
  if (id === undefined || id.includes('#') || token === undefined) throw unusable('shape', requestId);
  if (create.answer.url !== undefined && (url === undefined || !isHttps(url))) throw unusable('url', requestId);
  if (expiresAt === undefined || expiresAt < now() - skew || expiresAt > now() + create.longestLife + skew) {
    throw unusable('expiry', requestId);
  }
  const foreign = create.tokenPrefixes?.[line.credentials === 'test' ? 'live' : 'test'];
  if (foreign !== undefined && token.startsWith(foreign)) {
    throw new RefusedError('contradiction', { reason: 'token', requestId, doubtful: true });
  }
  return { id, token, ...(url === undefined ? {} : { url }), expiresAt };
};

/** How a session stands, in the provider's word and what that means. */
export interface Standing {
  readonly status: string;
  readonly means: SessionStatus;
  /** Milliseconds since the epoch; absent while it is open, or where the provider does not say. */
  readonly completedAt: number | undefined;
  /** The answer as it came: personal data. */
  readonly bytes: Buffer;
}

/** Asks how a session stands. */
export const askForStanding = async (line: Line, id: string): Promise<Standing> => {
  const { api } = line.binding;
  const { answer: { root, bytes, requestId } } = await ask(line, {
    method: 'GET', path: sessionPath(api, id), largest: api.get.largest, wanted: 200,
  });
  const status = textAt(root, api.get.answer.status);
  // an answer about another session is none about this one.
  if (textAt(root, api.get.answer.id) !== id || status === undefined || !Object.hasOwn(api.statuses, status)) {
    throw new RefusedError('unavailable', { reason: 'shape', requestId });
  }
  return { status, means: statusOf(api, status), completedAt: timeAt(root, api.get.answer.completedAt), bytes };
};

const statusOf = ({ statuses }: SessionApi, status: string): SessionStatus => statuses[status]!;
