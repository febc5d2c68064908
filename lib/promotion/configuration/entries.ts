import { canonicalConfiguration } from './digest';
import type { FlowStep } from './plan';
import { currentFlows, isPending, type FlowEntry } from '../../environment';

/** The flow that a promotion has made in the target. */
export interface MadeFlow {
  readonly id: string;
  readonly version?: string;
  /** Day on which the flow that it replaces was archived to make room, where it was. */
  readonly archivedOn?: string;
}

const entryOf = ({ source }: FlowStep, from: string, { id, version }: MadeFlow): FlowEntry => ({
  id,
  configuration: canonicalConfiguration(source.configuration),
  promoted: { from, flow: source.id, configuration: source.digest, ...version !== undefined && { version } },
});

/** Onboarding's placeholders have served their purpose once every flow of the source has its counterpart. */
const withoutPlaceholders = (entries: readonly FlowEntry[], names: readonly string[]): FlowEntry[] => {
  const made = new Set(currentFlows(entries).flatMap(({ id, configuration }) => (isPending(id) ? [] : configuration?.name ?? [])));
  return names.every(name => made.has(name)) ? entries.filter(({ id, configuration }) => !isPending(id) || configuration) : [...entries];
};

/**
 * The target's flows with a new one in use; the one before it stays listed, because its sessions still send events.
 *
 * @param names names of the source's flows of the binding
 */
export const withPromoted = (entries: readonly FlowEntry[], step: FlowStep, from: string, made: MadeFlow, names: readonly string[]): FlowEntry[] => {
  const isBefore = ({ id, configuration, replaced }: FlowEntry) => !replaced && (id === step.target?.id || configuration?.name === step.name);
  const before = entries.filter(isBefore);
  const fresh = entryOf(step, from, made);
  // it takes the place of the one before, so that a review shows one change and no move.
  const place = entries.findIndex(isBefore);
  const others = entries.filter(entry => !isBefore(entry));
  const at = place < 0 ? others.filter(({ replaced }) => !replaced).length : place;
  const old = before.flatMap(({ id, ...entry }): FlowEntry[] => (isPending(id) ? [] : [
    { ...entry, id, replaced: { by: made.id, ...made.archivedOn !== undefined && { archivedOn: made.archivedOn } } },
  ]));
  return withoutPlaceholders([...others.slice(0, at), fresh, ...others.slice(at), ...old], names);
};

/** The flows without one that is gone; what it had replaced points to its successor. */
export const withoutRetired = (entries: readonly FlowEntry[], id: string): FlowEntry[] => {
  const successor = entries.find(entry => entry.id === id)?.replaced?.by;
  return entries.filter(entry => entry.id !== id).map(entry =>
    (entry.replaced?.by === id && successor !== undefined ? { ...entry, replaced: { ...entry.replaced, by: successor } } : entry));
};

/** The flows with the day on which one was archived. */
export const withArchived = (entries: readonly FlowEntry[], id: string, archivedOn: string): FlowEntry[] =>
  entries.map(entry => (entry.id === id && entry.replaced ? { ...entry, replaced: { ...entry.replaced, archivedOn } } : entry));
