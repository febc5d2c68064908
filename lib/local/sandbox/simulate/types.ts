import type { ProviderName } from '../../../providers';

/** What a simulated delivery is made of. */
export interface Ingredients {
  readonly secret: string;
  /** Credential class of the environment that is tried. */
  readonly class: 'test' | 'live';
  /** Flow that the environment takes events of, where the provider binds by flow. */
  readonly flow?: string;
  /** The flow's rules, by which a person passes. */
  readonly ruleSet: Readonly<Record<string, unknown>>;
  readonly subscriptionId?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One request of a simulation. */
export interface Shot {
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What an environment in order answers. */
  readonly expected: readonly number[];
}

/** Something that a provider sends, or that somebody sends in its name. */
export interface Simulation {
  readonly name: string;
  readonly title: string;
  readonly provider: Extract<ProviderName, 'self' | 'uae-kyc'>;
  readonly compose: (ingredients: Ingredients) => readonly Shot[];
}

export interface Answer {
  readonly what: string;
  /** The delivery's id, by which the environment's log finds it. */
  readonly id: string;
  readonly expected: readonly number[];
  readonly answered: number | 'timeout' | 'unreachable';
  readonly body: string;
  readonly milliseconds: number;
}

export interface SimulationResult {
  readonly environment: string;
  readonly binding: string;
  readonly scenario: string;
  readonly url: string;
  readonly sent: readonly Answer[];
  /** `undecided`: something was not answered at all. */
  readonly verdict: 'as expected' | 'not as expected' | 'undecided';
}
