import { isPending } from './pending';
import type { FlowEntry, FlowsConfig } from './types';

/** Flows that a backend is to use. */
export const currentFlows = (entries: readonly FlowEntry[] = []): FlowEntry[] => entries.filter(({ replaced }) => !replaced);

/**
 * Flows with which a session may begin: those in use and, until they are archived, those that were replaced, because
 * the environment's deploy and the backend's are not one moment.
 */
export const openFlows = (entries: readonly FlowEntry[] = []): FlowEntry[] => entries.filter(({ replaced }) => replaced?.archivedOn === undefined);

/** Ids of the flows in use; shorter than the list while onboarding still owes one. */
export const currentFlowIds = (entries: readonly FlowEntry[] = []): string[] =>
  currentFlows(entries).flatMap(({ id }) => (isPending(id) ? [] : [id]));

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  (record && Object.hasOwn(record, name) ? record[name] : undefined);

/** Flows of one binding of one environment, whatever their names are. */
export const flowsOf = (flows: FlowsConfig, environment: string, binding: string): readonly FlowEntry[] => own(own(flows, environment), binding) ?? [];
