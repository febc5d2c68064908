import { askForSession, askForStanding, purposeOf } from './ask';
import type { Line } from './ask';
import type { Circuit } from './circuit';
import type { CreateSession, SessionHandle } from './contract';
import { firstLook } from './look';
import { digestOf, handleOf } from './record';
import type { SessionKey, SessionRecord } from './record';
import type { Claim, SessionRecords } from './records';
import { RefusedError } from './refusals';
import { bodyOf } from './request';

const second = 1_000;
/** Time for the writes around the provider's answer. */
const margin = 5 * second;

/** What a session is made with. */
export interface Work {
  readonly line: Line;
  readonly records: SessionRecords;
  readonly circuit: Circuit;
  readonly now: () => number;
  readonly newOwner: () => string;
  /** Milliseconds since the epoch at which the function ends whatever happens. */
  readonly ends: number;
}

export interface Made {
  readonly outcome: 'created' | 'existing';
  readonly session: SessionHandle;
}

/** Gives the one session of this request: the provider's new one, or the one that is remembered. */
export const createSession = async (request: CreateSession, work: Work): Promise<Made> => {
  const body = checked(request, work.line);
  // read before anything is claimed: a key of another class stops here.
  await work.line.keys.get(purposeOf(work.line));
  const key: SessionKey = { binding: request.binding, externalUuid: request.externalUuid, attempt: request.attempt ?? 1 };
  if (key.attempt > 1) await predecessorEnded({ ...key, attempt: key.attempt - 1 }, work);
  const claim: Claim = { owner: work.newOwner(), digest: digestOf(body), flow: request.flowId, leaseUntil: work.ends + margin };
  const claimed = await work.records.claim(key, claim);
  if (claimed !== 'ours') {
    const existing = await settle(key, claimed, claim, work);
    if (existing !== undefined) return { outcome: 'existing', session: existing };
  }
  return make(key, claim, body, work);
};

/** The provider's body, after everything that can be refused without asking anybody. */
const checked = (request: CreateSession, { binding: { settings, provider, api } }: Line): Readonly<Record<string, unknown>> => {
  if (provider.boundBy === 'flow') {
    if (settings.flowIds === null) throw new RefusedError('onboarding', { reason: 'flow' });
    if (request.flowId === undefined) throw new RefusedError('malformed', { reason: 'flow' });
    if (!settings.flowIds.includes(request.flowId)) throw new RefusedError('unknown-flow');
  } else if (request.flowId !== undefined) {
    throw new RefusedError('malformed', { reason: 'flow' });
  }
  if (settings.apiDomain === null) throw new RefusedError('onboarding', { reason: 'domain' });
  const body = bodyOf(api, request);
  if (body === undefined) throw new RefusedError('malformed', { reason: 'parameters' });
  return body;
};

/** Another session for the same person begins when the one before it has ended, so that there is never a choice of two. */
const predecessorEnded = async (key: SessionKey, { records, line, now }: Work): Promise<void> => {
  const before = await records.read(key);
  if (before === undefined || before.state === 'pending') throw new RefusedError('attempt');
  if (before.state === 'settled' || Date.parse(before.given.expiresAt) < now()) return;
  const { means } = await askForStanding(line, before.given.id);
  if (!means.settled) throw new RefusedError('attempt');
};

/** What to do about a record that was there before; undefined where the caller may ask the provider after all. */
const settle = async (key: SessionKey, record: SessionRecord, claim: Claim, { records, now }: Work): Promise<SessionHandle | undefined> => {
  if (record.digest !== claim.digest) throw new RefusedError('other-parameters');
  if (record.state !== 'pending') return handleOf(key, record);
  const wait = record.leaseUntil - now();
  if (wait > 0) throw new RefusedError('in-progress', { retryAfterSeconds: Math.ceil(wait / second) });
  // its worker is gone, and what the provider did for it nobody knows: that session's address reached nobody.
  if (await records.takeOver(key, record.owner, claim)) return undefined;
  throw new RefusedError('in-progress', { retryAfterSeconds: 1 });
};

const make = async (key: SessionKey, { owner }: Claim, body: Readonly<Record<string, unknown>>, work: Work): Promise<Made> => {
  const { records, circuit, line, now } = work;
  let given: Awaited<ReturnType<typeof askForSession>>;
  try {
    const passage = await circuit.pass(key.binding);
    given = await askForSession(line, body);
    if (passage === 'trial') await quietly(circuit.close(key.binding));
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'no-credits' && error.also.reason !== 'circuit') {
      await quietly(circuit.open(key.binding, error.also.balance));
    }
    // nobody has been told of a session, so the next caller may ask at once.
    await quietly(records.release(key, owner));
    throw error;
  }
  if (!await remember(() => records.complete(key, owner, given, firstLook(given.expiresAt, now())), work)) {
    // somebody took over: theirs is the session, and ours expires without anybody having seen it.
    throw new RefusedError('in-progress', { reason: 'overtaken', retryAfterSeconds: 1, doubtful: true });
  }
  const { id, token, url, expiresAt } = given;
  return {
    outcome: 'created',
    session: {
      id, externalUuid: key.externalUuid, attempt: key.attempt, token, ...(url === undefined ? {} : { url }),
      expiresAt: new Date(expiresAt).toISOString(), status: null,
    },
  };
};

/** A session that is not remembered is lost, so its record is worth a few tries. */
const remember = async (write: () => Promise<boolean>, { line: { dependencies }, ends, now }: Work): Promise<boolean> => {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries === 3 || now() + 2 * second > ends) {
        throw new RefusedError('unavailable', { reason: error instanceof Error ? 'record' : 'unknown', doubtful: true });
      }
      await dependencies.pause(100 * tries);
    }
  }
};

/** What helps others but changes nothing for this caller; a circuit or a claim that is not given back ends by itself. */
const quietly = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch {
    // the lease, or the next refusal, does it instead.
  }
};
