import type { SandboxClock } from './clock';
import type { Faults } from './faults';
import { findTraits, type EnvironmentTraits, type SandboxEnvironmentName } from './model/environments';
import { Problem, forbidden, notFound } from './model/problem';
import type { Organization, State } from './model/state';

/** What every part of the sandbox works on. */
export interface Core {
  readonly state: State;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  /** Whether deliveries are stamped with the sandbox's own time instead of the machine's, which receivers go by. */
  readonly stampsOwnTime: boolean;
  /** Breaks off what is under way when the sandbox ends. */
  readonly ending: AbortSignal;
  /** Has what happened outside a request kept. */
  readonly changed: () => void;
  /** What its own links begin with. */
  url: string;
}

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const valuesOf = <T>(record: Readonly<Record<string, T>>): T[] => Object.values(record);

/** @throws Problem 404 */
export const find = <T>(record: Readonly<Record<string, T>>, id: string, what: string): T => {
  const found = Object.hasOwn(record, id) ? record[id] : undefined;
  if (found === undefined) throw notFound(what);
  return found;
};

/** What belongs to an organization, by its id; another one's is as unknown as none. @throws Problem 404 */
export const findOwn = <T extends { readonly organization: string }>(record: Readonly<Record<string, T>>, id: string, owner: Organization, what: string): T => {
  const found = find(record, id, what);
  if (found.organization !== owner.id) throw notFound(what);
  return found;
};

/** An environment that the organization may use now. @throws Problem 422 for an unknown one, 403 while sandbox mode is off */
export const openEnvironment = ({ provider, sandboxMode }: Organization, name: unknown): { readonly name: SandboxEnvironmentName; readonly traits: EnvironmentTraits } => {
  const traits = typeof name === 'string' ? findTraits(provider, name) : undefined;
  if (!traits) throw new Problem(422, 'validation_failed', `environment is none of ${provider}'s`, { issues: [{ path: ['environment'], message: 'unknown environment' }] });
  if (traits.needsSandboxMode && !sandboxMode) {
    throw forbidden(`sandbox mode is off in this organization; switch it on in its settings to use ${String(name)}`);
  }
  return { name: name as SandboxEnvironmentName, traits };
};
