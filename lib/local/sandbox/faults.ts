import type { SandboxEnvironmentName } from './model/environments';

/** What can be made to go wrong with calls of the provider's API. */
export const apiFaults = ['slow', 'unavailable', 'rate-limited'] as const;

/** What can be made to go wrong with webhook deliveries. */
export const deliveryFaults = ['slow', 'lost', 'duplicate', 'reorder', 'corrupt'] as const;

export type ApiFault = typeof apiFaults[number];
export type DeliveryFault = typeof deliveryFaults[number];

/** Something that goes wrong a number of times. */
export type Fault = {
  readonly environment?: SandboxEnvironmentName;
  /** @default 1 */
  readonly times?: number;
  /** Milliseconds of the machine's clock, for `slow`. @default 1000 */
  readonly delay?: number;
} & ({ readonly on: 'api'; readonly kind: ApiFault } | { readonly on: 'webhooks'; readonly kind: DeliveryFault });

export interface Faults {
  add(fault: Fault): void;
  /** Uses one up, if there is one. */
  take(on: Fault['on'], kind: Fault['kind'], environment: SandboxEnvironmentName | undefined): Fault | undefined;
  list(): readonly (Fault & { readonly left: number })[];
  clear(): void;
}

export const DEFAULT_DELAY = 1_000;

export const createFaults = (): Faults => {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add: fault => waiting.push({ fault, left: fault.times ?? 1 }),
    take: (on, kind, environment) => {
      const entry = waiting.find(({ fault }) => fault.on === on && fault.kind === kind && (fault.environment === undefined || fault.environment === environment));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) waiting = waiting.filter(other => other !== entry);
      return entry.fault;
    },
    list: () => waiting.map(({ fault, left }) => ({ ...fault, left })),
    clear: () => { waiting = []; },
  };
};
