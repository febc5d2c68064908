import { compare } from './compare';
import type { DashboardFlow } from './dashboard';
import { canonicalConfiguration, configurationDigest } from './digest';
import { isPending, type EnvironmentConfig, type FlowConfiguration, type FlowEntry } from '../../environment';
import type { ProviderName } from '../../providers';
import { providerEnvironment } from '../../providers/dashboards';

/** Why a promotion cannot go ahead: refused, or undecided for want of something that is not known. */
export interface Obstacle {
  readonly exitCode: 1 | 2;
  readonly text: string;
}

/** A flow that may be promoted. */
export interface SourceFlow {
  readonly id: string;
  readonly configuration: FlowConfiguration;
  readonly digest: string;
}

const refusedBecause = (text: string): { obstacles: readonly Obstacle[] } => ({ obstacles: [{ exitCode: 1, text }] });

const undecidedBecause = (text: string): { obstacles: readonly Obstacle[] } => ({ obstacles: [{ exitCode: 2, text }] });

/** Whether a flow stands in the environment of the provider that ours stands on; a flow of another one is never used here. */
export const wrongEnvironment = (config: EnvironmentConfig, provider: ProviderName, flow: DashboardFlow): string | undefined => {
  const expected = providerEnvironment(provider, config);
  return expected === undefined || flow.environment === expected
    ? undefined : `belongs to the provider's environment '${flow.environment}', but '${config.name}' stands on '${expected}'`;
};

/** A flow of the source as bin/flows.json has it, if the dashboard, where it was asked, has it the same and published. */
export const sourceFlow = (
  config: EnvironmentConfig, binding: string, provider: ProviderName, { id, configuration: written }: FlowEntry, live: readonly DashboardFlow[] | undefined,
): { readonly flow?: SourceFlow; readonly obstacles: readonly Obstacle[] } => {
  const owner = `'${config.name}' ('${binding}')`;
  if (isPending(id)) return undecidedBecause(`${owner} has a flow whose id is pending (${id.pending}); publish it there, then write its id into bin/flows.json`);
  const found = live?.find(flow => flow.id === id);
  if (!written) {
    const shown = found ? `: ${JSON.stringify(canonicalConfiguration(found.configuration))}` : ' as the dashboard shows it';
    return undecidedBecause(`${owner} has the flow ${id} without its configuration, so that nobody has reviewed it; write it into bin/flows.json${shown}`);
  }
  const flow = { id, configuration: canonicalConfiguration(written), digest: configurationDigest(written) };
  if (!live) return { flow, obstacles: [] };
  if (!found) return refusedBecause(`${owner} has the flow ${id}, which its dashboard does not have; correct bin/flows.json`);
  const foreign = wrongEnvironment(config, provider, found);
  if (foreign !== undefined) return refusedBecause(`the flow ${id} of ${owner} ${foreign}; give that environment a flow of its own`);
  if (found.status !== 'published') {
    return refusedBecause(`the flow ${id} of ${owner} is ${found.status === 'draft' ? 'a draft' : 'archived'}; only what is published has been accepted there`);
  }
  if (configurationDigest(found.configuration) === flow.digest) return { flow, obstacles: [] };
  const paths = found.configuration.name === written.name ? compare(written, found.configuration).map(({ path }) => path) : ['name'];
  return refusedBecause(`the flow ${id} of ${owner} is not what bin/flows.json says (${paths.join(', ')}); `
    + 'what was reviewed and what runs have to be the same: correct the file, or promote another flow');
};
