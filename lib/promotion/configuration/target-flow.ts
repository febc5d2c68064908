import type { DashboardFlow } from './dashboard';
import { canonicalConfiguration, configurationDigest } from './digest';
import { wrongEnvironment, type Obstacle } from './source';
import type { EnvironmentConfig, FlowConfiguration, FlowEntry } from '../../environment';
import type { ProviderName } from '../../providers';

/** The flow that a promotion would replace. */
export interface TargetFlow {
  readonly id: string;
  readonly name: string;
  /** Absent where it serves nobody any more: another one is needed, whatever the file says. */
  readonly configuration?: FlowConfiguration;
}

/** What the target has under one id: what its dashboard says counts, where it was asked, for that is what runs. */
export const targetFlow = (
  config: EnvironmentConfig, binding: string, provider: ProviderName, { id, configuration: written }: FlowEntry & { readonly id: string },
  live: readonly DashboardFlow[] | undefined,
): { readonly flow?: TargetFlow; readonly obstacles: readonly Obstacle[]; readonly notices: readonly string[] } => {
  const owner = `'${config.name}' ('${binding}')`;
  const found = live?.find(flow => flow.id === id);
  const foreign = found && wrongEnvironment(config, provider, found);
  if (foreign !== undefined) {
    return { notices: [], obstacles: [{ exitCode: 1, text: `the flow ${id} of ${owner} ${foreign}; take it out of bin/flows.json: it must never be used there` }] };
  }
  if (!written && !found) {
    return { notices: [], obstacles: [{ exitCode: 2, text: `${owner} has the flow ${id} without its configuration; write it into bin/flows.json as the dashboard shows it` }] };
  }
  const name = written?.name ?? found?.configuration.name ?? '';
  if (!live) return { flow: { id, name, configuration: canonicalConfiguration(written!) }, obstacles: [], notices: [] };
  if (found?.status !== 'published') {
    const state = found ? (found.status === 'draft' ? 'is a draft' : 'is archived') : 'is not on the dashboard';
    return { flow: { id, name }, obstacles: [], notices: [`the flow ${id} of ${owner} ${state}; it counts as none`] };
  }
  const configuration = canonicalConfiguration({ ...found.configuration, name });
  const drifted = written && (configurationDigest(configuration) !== configurationDigest(written) || found.configuration.name !== name);
  return {
    flow: { id, name, configuration },
    obstacles: [],
    notices: drifted ? [`the flow ${id} of ${owner} is not what bin/flows.json says; the dashboard's is compared`] : [],
  };
};
