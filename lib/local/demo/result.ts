import type { RunResult } from '../../promotion/evidence';
import type { Inventory } from '../aws';
import type { Audited } from './audited';
import type { Check } from './journal';
import type { Timing } from './narrator';

/** An environment as the report names it. */
export interface ReportedEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly credentials: 'test' | 'live';
  readonly bindings: readonly string[];
  /** Prefix of its webhook addresses while the demo runs. */
  readonly endpoint: string;
}

/** What the demo deployed, tried and saw. */
export interface DemoResult {
  /** `held` when every check has passed and all of them were made. */
  readonly verdict: 'held' | 'failed';
  /** The check that ended the story early. */
  readonly failure?: string;
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly environments: readonly ReportedEnvironment[];
  readonly stacks: readonly string[];
  readonly audited?: Audited;
  readonly inventory: Inventory | undefined;
  readonly checks: readonly Check[];
  /** Messages of the bus that repeated an event; consumers recognise them by the event's keys. */
  readonly copies: number;
  /** What the suites have shown, and the release stands on. */
  readonly runs: readonly RunResult[];
  readonly timings: readonly Timing[];
  readonly notEnforced: readonly string[];
}

/** What the embedded AWS does not evaluate; the templates carry it, their tests check it, the demo proves nothing about it. */
export const notEnforced: readonly string[] = [
  'service control policies and resource control policies',
  'conditions of identity policies, and permissions boundaries',
  'policies of secrets, keys, queues and VPC endpoints',
  'security groups, routing, the DNS firewall, the web firewall and throttles',
];
