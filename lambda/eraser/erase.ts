import { Inbox } from '../webhook/inbox';
import { bodyWriter } from '../webhook/bucket';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { Bodies } from './bodies';
import type { EraseAnswer, EraseOutcome, EraseRequest, Places, Receipt } from './contract';
import { deleteItem, deleteSessions, unname } from './counts';
import { Keys } from './keys';
import { expectedKeys, isEmpty, look, placesOf } from './look';
import type { Look, Surroundings } from './look';
import { keepRest } from './quarantine';
import { digestOfSubject, newErasure, newProof, Receipts, remains } from './receipts';

export interface EraseDependencies extends Surroundings {
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly write: Write;
}

/** Looks after the first: whoever still delivers about the subject then is not overtaken by asking more often. */
const mostLooks = 4;

/**
 * Looks for one person's data in every place of the environment and, unless it is a dry run, erases it.
 *
 * Every step may be repeated: what was interrupted is finished by the same request.
 */
export const erase = async (request: EraseRequest, dependencies: EraseDependencies): Promise<EraseAnswer> => {
  const { environment, write, now } = dependencies;
  const answer = await answerTo(request, dependencies);
  const { outcome, places, receipt } = answer;
  // counts and the receipt's name; ids of the subject belong in no log.
  record(write, now(), { level: 'info', Environment: environment, erasure: receipt?.erasure, outcome, dryRun: String(request.dryRun), ...places }, []);
  return answer;
};

const answerTo = async (request: EraseRequest, dependencies: EraseDependencies): Promise<EraseAnswer> => {
  const first = await look(request, dependencies);
  const places = placesOf(first);
  const found = { version: 1, verifications: first.verifications.size, places, before: first.emptied } as const;
  if (isEmpty(places) && first.emptied === 0) return { ...found, outcome: 'nothing' };
  if (request.dryRun) return { ...found, outcome: isEmpty(places) ? 'before' : 'found' };
  // where everything is empty already, a run may have ended before its receipt: whoever asks gets one.
  return { ...found, ...await carryOut(request, first, dependencies) };
};

const carryOut = async (
  request: EraseRequest, first: Look, dependencies: EraseDependencies,
): Promise<{ outcome: EraseOutcome; verifications: number; places: Places; receipt: Receipt; proof: string }> => {
  const { dynamodb, names, environment, now } = dependencies;
  const receipts = new Receipts(dynamodb, names.receipts, now);
  const keys = keysFor(dependencies);
  const proof = newProof();
  const begun: Receipt = {
    schema: 'erasure/1', erasure: newErasure(now()), state: 'begun', environment, askedBy: request.askedBy,
    begunAt: new Date(now()).toISOString(), subject: digestOfSubject(proof, request), erased: placesOf(first), before: first.emptied,
    keysUntil: new Date(keys.until * 1000).toISOString(), remains,
  };
  // written before anything goes, so that whoever begins is known even where the run does not come to its end.
  await receipts.write(begun);
  let erased = placesOf(first);
  let last = first;
  for (let looks = 0; looks < mostLooks; looks++) {
    await eraseFound(request, last, keys, dependencies);
    last = await look(request, dependencies, last);
    const left = placesOf(last);
    if (isEmpty(left)) {
      const receipt: Receipt = { ...begun, state: 'done', doneAt: new Date(now()).toISOString(), erased };
      await receipts.write(receipt);
      return { outcome: isEmpty(erased) ? 'before' : 'erased', verifications: last.verifications.size, places: erased, receipt, proof };
    }
    erased = sum(erased, left);
  }
  return { outcome: 'unfinished', verifications: last.verifications.size, places: erased, receipt: begun, proof };
};

/** Sessions go last: they lead from an externalUuid to everything else. */
const eraseFound = async (request: EraseRequest, found: Look, keys: Keys, dependencies: EraseDependencies): Promise<void> => {
  const { dynamodb, s3, names, now } = dependencies;
  const { subject, charges, notes, setAside, events } = found;
  // taken before the rest is emptied: what is set aside names keys that nothing else does.
  for (const key of expectedKeys(request, found)) await keys.take(key);
  const inbox = new Inbox(dynamodb, bodyWriter(s3), { table: names.inbox, bucket: names.bucket }, now);
  for (const { item, rest } of setAside) {
    if (rest !== undefined && await keys.isHeld(item)) await keepRest(inbox, item, rest);
    await keys.empty(item);
  }
  for (const item of events) await keys.empty(item);
  // after the events: the stream may bring one again, and what is there no more is not counted a second time.
  for (const charge of charges) await unname(dynamodb, names.credits, charge);
  for (const note of notes) await deleteItem(dynamodb, names.sessions, note);
  await deleteSessions(dynamodb, names.sessions, subject.sessions, subject.given);
};

const keysFor = ({ dynamodb, s3, names, now }: EraseDependencies): Keys => new Keys(dynamodb, names.inbox, new Bodies(s3, names.bucket), now);

const sum = (one: Places, other: Places): Places => ({
  events: one.events + other.events, quarantined: one.quarantined + other.quarantined, bodies: one.bodies + other.bodies,
  sessions: one.sessions + other.sessions, notes: one.notes + other.notes, charges: one.charges + other.charges,
});
