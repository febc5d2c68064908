// three environments at one provider's sandbox, and bin/flows.json in a folder of the test's own.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FleetConfig, FlowConfiguration, FlowEntry, FlowsConfig } from '../../../../lib/environment';
import { startSandbox, type Sandbox, type SandboxOrganization } from '../../../../lib/local/sandbox';
import {
  DashboardApi, planPromotion, promote, readConfigured, retireFlow, type Plan, type PromoteOptions, type RetireOptions,
} from '../../../../lib/promotion/configuration';
import { fileSystem, type FileSystem } from '../../../../lib/promotion/configuration/flows-file';
import { fleet as whole } from '../../../fixtures/fleet';

/** The fixture with Self alone: UAE KYC has no flows. */
export const fleet: FleetConfig = {
  ...whole,
  environments: whole.environments.map(({ providers, ...environment }) => ({ ...environment, providers: { self: providers['self']! } })),
};

export const configuration = (changes: Partial<FlowConfiguration> = {}): FlowConfiguration => ({
  version: 1,
  name: 'onboarding',
  product: 'pre_kyc',
  ruleSet: { minimumAge: 18, excludedCountries: ['IRN', 'PRK'], ofac: true },
  documents: ['passport'],
  settings: { securityLevel: 'hi-security', reveals: ['nationality'] },
  ...changes,
});

const providerEnvironments: Readonly<Record<string, 'test' | 'live'>> = { 'staging': 'test', 'pre-production': 'test', 'production': 'live' };

/** Where a process may end: at a call of the dashboard or of the file system, before it or after it. */
export interface Crash {
  readonly call: number;
  readonly when: 'before' | 'after';
}

class Crashed extends Error {}

export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-promotion-'));
  readonly flowsPath = join(this.folder, 'flows.json');
  readonly said: string[] = [];
  time = Date.UTC(2026, 10, 20, 12);
  /** Calls since the last count; any of them may be the last one. */
  calls = 0;
  crash: Crash | undefined;
  private organizations = new Map<string, SandboxOrganization>();

  private constructor(readonly sandbox: Sandbox, private readonly quirks: { oneFlowPerProduct?: boolean }) {}

  static async start(quirks: { oneFlowPerProduct?: boolean } = {}): Promise<World> {
    return new World(await startSandbox(), quirks);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true });
  }

  organization(environment: string): SandboxOrganization {
    const made = this.organizations.get(environment)
      ?? this.sandbox.organization({ name: environment, provider: 'self', sandboxMode: true, quirks: this.quirks });
    this.organizations.set(environment, made);
    return made;
  }

  /** A flow on the provider's side. */
  flow(environment: string, { name, product, ruleSet, documents, settings } = configuration(), options?: { draft: boolean }): string {
    const asked = { environment: providerEnvironments[environment]!, name, product, configuration: { ruleSet, documents, settings } };
    return this.organization(environment).createFlow(asked, options).id;
  }

  write(flows: FlowsConfig): void {
    writeFileSync(this.flowsPath, `${JSON.stringify(flows, null, 2)}\n`);
  }

  /** One published flow in staging and placeholders elsewhere, as a team begins. */
  begin(config = configuration()): string {
    const id = this.flow('staging', config);
    const placeholder = (name: string) => ({ self: [{ id: { pending: `the dashboard of ${name}` } }] });
    this.write({ 'staging': { self: [{ id, configuration: config }] }, 'pre-production': placeholder('pre-production'), 'production': placeholder('production') });
    return id;
  }

  /** Exchanges the flow of staging, as a developer does on the dashboard and in the file. */
  change(config: FlowConfiguration): string {
    const id = this.flow('staging', config);
    this.write({ ...this.flows, staging: { self: [{ id, configuration: config }] } });
    return id;
  }

  get text(): string { return readFileSync(this.flowsPath, 'utf8'); }

  get flows(): FlowsConfig { return JSON.parse(this.text) as FlowsConfig; }

  entries(environment: string): readonly FlowEntry[] { return this.flows[environment]!['self']!; }

  /** What the provider has, without what was archived. */
  async onDashboard(environment: string): Promise<readonly { id: string; status: string }[]> {
    const { dashboardToken } = this.organization(environment);
    const answer = await fetch(`${this.sandbox.url}/dashboard/v1/flows`, { headers: { authorization: `Bearer ${dashboardToken}` } });
    const { flows } = await answer.json() as { flows: { id: string; status: string }[] };
    return flows;
  }

  get leftOvers(): string[] { return readdirSync(this.folder).filter(name => name !== 'flows.json'); }

  private async at<T>(work: () => T | Promise<T>): Promise<T> {
    const call = ++this.calls;
    if (this.crash?.call === call && this.crash.when === 'before') throw new Crashed('ended before a call');
    const result = await work();
    if (this.crash?.call === call) throw new Crashed('ended after a call');
    return result;
  }

  private atOnce<T>(work: () => T): T {
    const call = ++this.calls;
    if (this.crash?.call === call && this.crash.when === 'before') throw new Crashed('ended before a call');
    const result = work();
    if (this.crash?.call === call) throw new Crashed('ended after a call');
    return result;
  }

  /** A process that ends takes nothing away after itself. */
  private readonly files: FileSystem = {
    read: path => this.atOnce(() => fileSystem.read(path)),
    write: (path, text) => this.atOnce(() => fileSystem.write(path, text)),
    rename: (from, to) => this.atOnce(() => fileSystem.rename(from, to)),
    remove: path => { if (this.crash === undefined) fileSystem.remove(path); },
  };

  readonly dashboards = (environment: string) => Promise.resolve(new DashboardApi(new URL(this.sandbox.url), this.organization(environment).dashboardToken, {
    fetch: (...input) => this.at(() => fetch(...input)), pause: () => Promise.resolve(),
  }));

  /** The plan by the file alone. */
  plan(from: string, to: string): Plan {
    const { fleet: valid, file: { flows } } = readConfigured({ fleet, flowsPath: this.flowsPath });
    return planPromotion({ fleet: valid, flows, from, to });
  }

  promote(from: string, to: string, options: Partial<PromoteOptions> = {}) {
    return promote({
      from, to, configured: { fleet, flowsPath: this.flowsPath }, dashboards: this.dashboards, ids: {}, archiveFirst: false,
      clock: () => this.time, say: line => this.said.push(line), show: () => undefined, files: this.files, ...options,
    });
  }

  retire(environment: string, flow: string, options: Partial<RetireOptions> = {}) {
    return retireFlow({
      environment, flow, configured: { fleet, flowsPath: this.flowsPath }, dashboards: this.dashboards, archived: false, now: false,
      clock: () => this.time, say: line => this.said.push(line), files: this.files, ...options,
    });
  }
}
