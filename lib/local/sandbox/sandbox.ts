import { createClock, type SandboxClock } from './clock';
import { valuesOf, type Core } from './core';
import type { DocumentRequest } from './credentials/documents';
import { createFaults, type Fault } from './faults';
import { dashboard } from './http/dashboard';
import { helper } from './http/helper';
import { selfApi } from './http/self-api';
import { openSite, type Site } from './http/server';
import { uaeKycApi } from './http/uae-kyc-api';
import { environmentNames, type AuthorityName } from './model/environments';
import type { Delivery, State, WebhookEvent } from './model/state';
import { organizationHandle, type SandboxOrganization } from './organization';
import { resumeDelivery } from './outbox/deliver';
import { complete, issueDocument, type Completion } from './provider/complete';
import { watchJourney } from './provider/journeys';
import { createOrganization, type OrganizationRequest } from './provider/organizations';
import { watchExpiry } from './provider/sessions';
import { fileStore, memory, newState, readState } from './store';

export interface SandboxOptions {
  /** Of the main address; UAE KYC's environments follow. @default 0 - free ports */
  readonly port?: number;
  /** Keeps everything there between runs. @default - in memory */
  readonly stateFile?: string;
  /** Time stands still until it is driven. @default false */
  readonly frozen?: boolean;
  /**
   * Stamps deliveries with the sandbox's own time, for receivers that share its clock.
   * @default false - with the machine's, so that a receiver accepts what a driven clock sends
   */
  readonly stampsOwnTime?: boolean;
  /**
   * What the addresses that a session gives its person begin with; providers give none without TLS.
   * @default - the main address
   */
  readonly publicUrl?: string;
}

/** A delivery as a test asks for it. */
export interface ObservedDelivery extends Delivery {
  readonly payload: unknown;
}

/** The provider's side, running in this process. */
export interface Sandbox {
  /** Main address: Self's API, every environment of UAE KYC's, the dashboards, the helper API. */
  readonly url: string;
  /** Addresses of environments that have their own, `uae-kyc/staging` for one. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Opens the helper API. */
  readonly token: string;
  readonly clock: Pick<SandboxClock, 'now' | 'advance' | 'settled'>;
  /** Adds a customer of a provider. */
  organization(asked: OrganizationRequest): SandboxOrganization;
  /** Ends a session or journey as a person would. */
  complete(id: string, how: Completion): { readonly status: string; readonly reason?: string };
  /** A signed document of nobody. */
  issueDocument(document: DocumentRequest, authority: AuthorityName | 'forged'): string;
  fault(fault: Fault): void;
  /** What became of the events about a session or resident, or of all. */
  deliveries(about?: string): ObservedDelivery[];
  events(): readonly WebhookEvent[];
  close(): Promise<void>;
}

const sites = environmentNames('uae-kyc');

/** Milliseconds that deliveries under way are given when the sandbox ends. */
const PATIENCE = 500;

/** Puts back on the plan what was on it when the state was kept. */
const resume = (core: Core): void => {
  for (const session of valuesOf(core.state.sessions)) if (session.status === 'pending') watchExpiry(core, session);
  for (const journey of valuesOf(core.state.journeys)) if (journey.status === 'NOT STARTED') watchJourney(core, journey);
  for (const delivery of valuesOf(core.state.deliveries)) resumeDelivery(core, delivery);
};

interface Opened {
  readonly main: Site;
  readonly own: readonly Site[];
  readonly addresses: Record<string, string>;
}

const open = async (core: Core, keep: () => Promise<void>, port: number): Promise<Opened> => {
  const addresses: Record<string, string> = {};
  const uaeKyc = uaeKycApi(core);
  const dashboards = dashboard(core);
  const opened: Site[] = [];
  const openOne = async (...site: Parameters<typeof openSite>): Promise<Site> => {
    const one = await openSite(...site);
    opened.push(one);
    return one;
  };
  try {
    const main = await openOne({ routes: [...selfApi(core), ...uaeKyc, ...dashboards, ...helper(core, () => addresses)], port, keep });
    const own = await Promise.all(sites.map(async (site, index) => {
      const one = await openOne({ routes: [...uaeKyc, ...dashboards], port: port === 0 ? 0 : port + 1 + index, keep, site });
      addresses[`uae-kyc/${site}`] = one.url;
      return one;
    }));
    return { main, own, addresses };
  } catch (error) {
    await Promise.all(opened.map(site => site.close()));
    throw error;
  }
};

/** Starts the providers' side on the loopback interface. */
export const startSandbox = async ({ port = 0, stateFile, frozen = false, stampsOwnTime = false, publicUrl }: SandboxOptions = {}): Promise<Sandbox> => {
  const state: State = (stateFile === undefined ? undefined : await readState(stateFile)) ?? newState();
  const position = frozen && 'ahead' in state.clock ? { standsAt: Date.now() + state.clock.ahead } : state.clock;
  const clock = createClock(position);
  const store = stateFile === undefined ? memory : fileStore(stateFile);
  const keep = () => store.save(() => Object.assign(state, { clock: clock.position() }));
  const changed = () => {
    keep().catch((error: unknown) => process.stderr.write(`sandbox: the state cannot be kept: ${(error as Error).message}\n`));
  };
  const ending = new AbortController();
  const core: Core = { state, clock, faults: createFaults(), stampsOwnTime, ending: ending.signal, changed, url: '' };
  const { main, own, addresses } = await open(core, keep, port);
  core.url = publicUrl ?? main.url;
  const closeSites = () => Promise.all([main, ...own].map(site => site.close()));
  await keep().catch(async (error: unknown) => {
    await closeSites();
    throw error;
  });
  resume(core);

  return {
    url: main.url,
    addresses,
    token: state.token,
    clock,
    organization: (asked: OrganizationRequest) => {
      const { organization, dashboardToken } = createOrganization(core, asked);
      changed();
      return organizationHandle(core, organization, dashboardToken);
    },
    complete: (id, how) => complete(core, id, how),
    issueDocument: (document, authority) => issueDocument(core, document, authority),
    fault: fault => core.faults.add(fault),
    deliveries: about => valuesOf(state.deliveries)
      .filter(({ event }) => about === undefined || state.events[event]?.about.includes(about))
      .map(delivery => ({ ...delivery, payload: JSON.parse(state.events[delivery.event]?.body ?? 'null') as unknown })),
    events: () => valuesOf(state.events),
    close: async () => {
      await closeSites();
      const patience = setTimeout(() => ending.abort(), PATIENCE);
      await clock.settled();
      clearTimeout(patience);
      ending.abort();
      clock.stop();
      await keep();
    },
  };
};
