import type { PayloadDescription, PayloadPath } from '../../lib/providers';
import { isId } from './canonical';
import { isObject, UnreadableError } from './json';
import type { Json, JsonObject } from './json';

/** One event of a delivery, in words that are the same for every provider. */
export interface ProviderEvent {
  readonly verification: string;
  /** Business key beside the verification. */
  readonly event: string;
  readonly type: string;
  readonly status: string | null;
  readonly rank: number;
  /** ISO 8601 in UTC; null where the payload names no time. */
  readonly occurredAt: string | null;
  /** Absent where the provider's events name none. */
  readonly flow?: string;
  /** The event's own value, for a record's digest and body. */
  readonly value: JsonObject;
}

const at = (value: Json | undefined, path: PayloadPath): Json | undefined =>
  path.reduce<Json | undefined>((inner, name) => isObject(inner) ? inner.members.get(name) : undefined, value);

/** The text at a place; undefined where there is none or something else. */
export const textAt = (value: Json | undefined, path: PayloadPath): string | undefined => {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
};

/** Whether anything at all stands at a place. */
export const isPresent = (value: Json, path: PayloadPath): boolean => at(value, path) !== undefined;

const shape = (): UnreadableError => new UnreadableError('shape');

/** An id as text: providers write some of theirs as whole numbers. */
export const idAt = (value: Json, path: PayloadPath): string | undefined => {
  const found = at(value, path);
  if (typeof found === 'string') return isId(found) ? found : undefined;
  const digits = typeof found === 'object' && found !== null && 'digits' in found ? found.digits : '';
  return /^(?:0|[1-9][0-9]{0,30})$/.test(digits) ? digits : undefined;
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

const timeAt = (value: Json, path: PayloadPath): string | null => {
  const found = at(value, path);
  if (found === undefined || found === null) return null;
  const time = typeof found === 'string' && instant.test(found) ? Date.parse(found) : NaN;
  if (Number.isNaN(time)) throw shape();
  return new Date(time).toISOString();
};

const readEvent = (
  description: PayloadDescription, type: string, value: Json, deliveryId: string, flow: string | undefined,
): ProviderEvent => {
  const verification = idAt(value, description.verification);
  const event = description.event === 'delivery-id' ? deliveryId : idAt(value, description.event);
  if (!isObject(value) || verification === undefined || event === undefined) throw shape();
  let status: string | null = null;
  let rank = 0;
  if (description.status !== undefined) {
    status = textAt(value, description.status.path) ?? '';
    // an outcome that is not understood is looked at by a person, not handed to the backend.
    if (!Object.hasOwn(description.status.ranks, status)) throw shape();
    rank = description.status.ranks[status]!;
  }
  const occurredAt = timeAt(value, description.occurredAt);
  return { verification, event, type, status, rank, occurredAt, value, ...(flow === undefined ? {} : { flow }) };
};

/** What a payload holds: events of known types, how many of unknown ones, and whether parts could not be read. */
export interface PayloadContent {
  readonly events: readonly ProviderEvent[];
  readonly unknown: number;
  readonly unreadable: number;
}

/** The type becomes the event's `detail-type`, and EventBridge takes no longer one. */
const longestType = 128;

/** Records of one delivery that can be written before the function's time ends. */
const mostRecords = 10_000;

/** Whether events of a type are stored and dispatched. */
export const isKnown = ({ types }: PayloadDescription, type: string): boolean =>
  types.some(known => known === '*' || (known.endsWith('.*') ? type.startsWith(known.slice(0, -1)) : type === known));

/** Reads the events of a payload; what cannot be read in one record does not keep the others back. */
export const readEvents = (description: PayloadDescription, root: Json, deliveryId: string): PayloadContent => {
  const { batch } = description;
  const groups = batch === undefined ? [root] : at(root, batch.groups);
  if (!Array.isArray(groups)) throw shape();
  const flow = description.flow === undefined ? undefined : textAt(root, description.flow);
  const events: ProviderEvent[] = [];
  let unknown = 0;
  let unreadable = 0;
  for (const group of groups as readonly Json[]) {
    const type = textAt(group, description.type);
    const records = batch === undefined ? [group] : at(group, batch.records);
    if (type === undefined || type.length > longestType || !Array.isArray(records)) {
      unreadable++;
    } else if (!isKnown(description, type)) {
      unknown += records.length;
    } else {
      for (const record of records as readonly Json[]) {
        try {
          events.push(readEvent(description, type, record, deliveryId, flow));
        } catch (error) {
          if (!(error instanceof UnreadableError)) throw error;
          unreadable++;
        }
      }
    }
  }
  // it would never come to an end, however often it is retried.
  if (events.length > mostRecords) throw shape();
  return { events, unknown, unreadable };
};
