import { connectivityMetrics } from '../../lambda/connectivity/contract';
import { creditMetrics } from '../../lambda/credits/contract';
import { gateMetrics } from '../../lambda/gate/contract';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { metrics } from '../../lambda/webhook/contract';

/** Sets of dimensions by which a metric is kept; a graph or an alarm has to name one of them whole. */
export type DimensionSets = readonly (readonly string[])[];

const environment = ['Environment'];
const binding = ['Environment', 'Binding'];
const inAll: DimensionSets = [environment];
const byBinding: DimensionSets = [binding];
const both: DimensionSets = [binding, environment];

/** What the functions write, by namespace and name: nothing else can be shown or alarmed on, and a test sees each of them written. */
export const emitted: Readonly<Record<string, Readonly<Record<string, DimensionSets>>>> = {
  [metrics.namespace]: {
    [metrics.delivery]: [[...binding, 'Situation']],
    [metrics.alarm]: byBinding,
    [metrics.refused]: [[...binding, 'reason']],
    [metrics.clientError]: inAll,
    [metrics.verified]: [[...binding, 'secretVersion']],
    [metrics.retriesLeft]: byBinding,
    [metrics.coldStart]: inAll,
    [metrics.quarantined]: byBinding,
    [metrics.dispatched]: both,
    [metrics.dispatchFailed]: both,
    [metrics.deadLetter]: both,
    [metrics.oldestUndispatched]: both,
    [sessionMetrics.request]: [[...binding, 'Outcome']],
    [sessionMetrics.alarm]: byBinding,
    [sessionMetrics.noCredits]: byBinding,
    [sessionMetrics.charge]: byBinding,
    [sessionMetrics.balance]: byBinding,
    [sessionMetrics.providerCall]: byBinding,
    [sessionMetrics.doubtful]: byBinding,
    [sessionMetrics.reconciled]: byBinding,
    [sessionMetrics.unsettledAge]: both,
    [creditMetrics.charged]: [[...binding, 'Kind']],
    [creditMetrics.credits]: inAll,
    [creditMetrics.today]: both,
    [creditMetrics.remaining]: both,
    [creditMetrics.balanceDifference]: both,
    [creditMetrics.difference]: both,
    [connectivityMetrics.run]: inAll,
    [connectivityMetrics.failed]: inAll,
    [connectivityMetrics.crossed]: inAll,
    [connectivityMetrics.unknown]: inAll,
  },
  [gateMetrics.namespace]: {
    [gateMetrics.refused]: inAll,
    [gateMetrics.failed]: inAll,
    [gateMetrics.done]: inAll,
  },
};

const sorted = (names: readonly string[]): string => [...names].sort().join(', ');

/** Whether the functions write this metric by exactly these dimensions. */
export const isEmitted = (namespace: string, name: string, dimensions: readonly string[]): boolean =>
  emitted[namespace]?.[name]?.some(set => sorted(set) === sorted(dimensions)) ?? false;

/** @throws where nobody writes it: an alarm on it would never go off, and a graph would stay empty */
export const assertEmitted = (namespace: string, name: string, dimensions: readonly string[]): void => {
  if (isEmitted(namespace, name, dimensions)) return;
  throw new Error(`no function writes '${name}' of ${namespace} by ${sorted(dimensions) || 'nothing'}; name a metric and dimensions of lib/operations/emitted.ts`);
};
