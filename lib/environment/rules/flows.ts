import { currentFlows } from '../flows';
import { isPending } from '../pending';
import type { FlowEntry } from '../types';
import type { Rule } from './subject';

const twice = (values: readonly string[]): string[] => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];

const problemsOf = (place: string, entries: readonly FlowEntry[]): string[] => {
  const ids = entries.flatMap(({ id }) => (isPending(id) ? [] : [id]));
  const current = currentFlows(entries);
  return [
    ...twice(ids).map(id => `${place} has the flow ${id} twice; remove one entry`),
    ...twice(current.flatMap(({ configuration }) => configuration?.name ?? []))
      .map(name => `${place} has two flows named '${name}' in use; the name pairs it with other environments, so rename one or mark it replaced`),
    ...entries.flatMap(({ replaced }) => (replaced && !ids.includes(replaced.by)
      ? [`${place} names ${replaced.by} as a successor, which is no flow there; correct it or remove 'replaced'`] : [])),
    ...entries.length > 0 && current.length === 0 ? [`${place} has no flow in use: each is replaced by another; remove 'replaced' from the one that is not`] : [],
  ];
};

/** Flows of one binding are told apart by id and name, and one of them is in use. */
export const soundFlows: Rule = ({ environments, flows }) => environments.flatMap(({ name }) =>
  Object.entries(flows[name] ?? {}).flatMap(([binding, entries]) => problemsOf(`'${name}' (bin/flows.json, '${binding}')`, entries)));
