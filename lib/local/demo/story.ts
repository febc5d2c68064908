import type { BindingSettings, StoredSecret } from '../../../lambda/webhook/contract';
import type { DeliveryOrder } from './delivery';
import type { Check, Journal } from './journal';
import type { Observation, Observer } from './observe';
import type { RunResult } from '../../promotion/evidence';
import type { ProviderAccount } from './provider/side';
import type { Candidate } from './release/candidate';
import type { SecretPlace } from './secrets';
import type { RunningEnvironment, World } from './world';

/** A binding of one environment with what its provider has issued for it. */
export interface Registration {
  readonly settings: BindingSettings;
  readonly signingSecret: StoredSecret;
  /** The provider's side of it; absent where no provider is played. */
  readonly account?: ProviderAccount;
}

/** An environment as the story's steps see it. */
export interface Character {
  readonly environment: RunningEnvironment;
  readonly secrets: readonly SecretPlace[];
  readonly registrations: readonly Registration[];
  readonly observer: Observer;
}

/** What every step is given. */
export interface Story {
  readonly world: World;
  readonly characters: readonly Character[];
  readonly journal: Journal;
  /** Folder of this run alone. */
  readonly work: string;
  /** What the last environment of the route is to take as a release; absent where nothing is promoted. */
  readonly candidate?: Candidate;
  /** What the suites have shown so far. */
  readonly runs: RunResult[];
}

export type Say = (line: string) => void;

/** Signs as the provider does for a registration: with its secret, its flow, its subscription. */
export const orderFor = ({ settings, signingSecret }: Registration): DeliveryOrder => ({
  binding: settings.binding,
  provider: settings.provider,
  scheme: settings.scheme,
  secret: signingSecret,
  flowId: settings.flowIds?.[0],
  subscriptionId: settings.subscriptionIds?.[0],
});

/** What changed between two looks, in words that compare well; only what should not happen is added to the first two. */
export const change = (before: Observation, after: Observation): string => [
  `${after.stored - before.stored} stored`,
  `${after.dispatched - before.dispatched} dispatched`,
  ...after.sent - before.sent <= after.dispatched - before.dispatched ? [] : [`sent ${after.sent - before.sent} times`],
  ...after.quarantined === before.quarantined ? [] : [`${after.quarantined - before.quarantined} quarantined`],
].join(', ');

export const nothingNew = '0 stored, 0 dispatched';

/** A check whose expectation is one exact text. */
export const exactly = (check: Omit<Check, 'passed'>): Check => ({ ...check, passed: check.observed === check.expected });

/** Every ordered pair of two different environments. */
export const orderedPairs = (characters: readonly Character[]): readonly (readonly [Character, Character])[] =>
  characters.flatMap(from => characters.filter(to => to !== from).map(to => [from, to] as const));
