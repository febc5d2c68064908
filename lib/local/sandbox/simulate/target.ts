import { isPending, type EnvironmentConfig, type FleetConfig, type FlowEntry, type FlowsConfig, type ProviderBinding } from '../../../environment';
import { refused, unusable } from '../../../operator/command-error';
import { environmentNamed, giveOneOf, shown } from '../../../operator/named';
import { isDeliverable } from '../outbox/endpoints';
import { selfSimulations } from './self';
import type { Ingredients, Simulation } from './types';
import { uaeKycSimulations } from './uae-kyc';

export const simulations: readonly Simulation[] = [...selfSimulations, ...uaeKycSimulations];

/** What is to be tried where; everything but the secret. */
export interface SimulationTarget {
  readonly config: EnvironmentConfig;
  readonly binding: string;
  readonly simulation: Simulation;
  readonly url: string;
  readonly ingredients: Omit<Ingredients, 'secret' | 'now'>;
}

export interface SimulationFlags {
  readonly binding?: string;
  readonly url?: string;
  /** Flow or subscription, where the configuration has none yet. */
  readonly flow?: string;
  readonly subscription?: string;
}

const quoted = (names: readonly string[]) => names.map(name => `'${name}'`).join(', ');

const isLive = ({ credentials, data }: EnvironmentConfig): boolean => credentials === 'live' || data === 'real';

/** Simulated people never reach an environment with real ones. @throws CommandError 1 for a live environment, 3 for an unknown one */
const openEnvironment = (fleet: FleetConfig, name: string): EnvironmentConfig => {
  const config = environmentNamed(fleet, name);
  if (isLive(config)) throw refused(`'${name}' is live; simulate an event in an environment with test credentials`);
  return config;
};

const chooseBinding = ({ name, providers }: EnvironmentConfig, scenario: string, asked: string | undefined): { readonly binding: string; readonly simulation: Simulation } => {
  const bindings = Object.keys(providers);
  if (asked !== undefined && !bindings.includes(asked)) throw unusable(`'${name}' has no binding '${shown(asked)}'; ${giveOneOf(asked, bindings)}`);
  const fitting = bindings.filter(binding => asked === undefined || binding === asked).flatMap(binding => {
    const simulation = simulations.find(candidate => candidate.name === scenario && candidate.provider === providers[binding]?.provider);
    return simulation ? [{ binding, simulation }] : [];
  });
  const [only, ...others] = fitting;
  if (!only) throw unusable(`there is no scenario '${shown(scenario)}' for ${asked === undefined ? `a binding of '${name}'` : `'${asked}'`}; \`simulate --list\` prints them`);
  if (others.length > 0) throw unusable(`'${scenario}' is a scenario of several bindings; give --binding with one of ${quoted(fitting.map(({ binding }) => binding))}`);
  return only;
};

const isBelow = (host: string, zone: string) => host === zone || host.endsWith(`.${zone}`);

const chooseUrl = ({ environments }: FleetConfig, { name, domain }: EnvironmentConfig, binding: string, asked: string | undefined): string => {
  if (asked === undefined && !domain.delegated) {
    throw unusable(`'${name}' has no domain of its own yet; give --url with the output WebhookUrl… of its Webhook stack`);
  }
  const url = asked ?? `https://${domain.webhookHost}/webhooks/${binding}`;
  if (!isDeliverable(url)) throw unusable('--url must be an https address, or http on this machine');
  // a dot at the end is another spelling of the same host.
  const hostname = new URL(url).hostname.replace(/\.+$/, '');
  // zones may lie inside one another: the innermost says whose the host is.
  const [owner] = environments.filter(other => isBelow(hostname, other.domain.zone)).sort((one, other) => other.domain.zone.length - one.domain.zone.length);
  if (owner && isLive(owner)) throw refused(`${hostname} is '${owner.name}', which is live; simulate an event in an environment with test credentials`);
  return url;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const ingredientsOf = (config: EnvironmentConfig, binding: string, flows: readonly FlowEntry[], { flow, subscription }: SimulationFlags): SimulationTarget['ingredients'] => {
  const registration = config.providers[binding] as ProviderBinding;
  const entry = flows.find(({ id, replaced }) => !isPending(id) && replaced === undefined);
  const flowId = flow ?? text(entry?.id);
  const subscriptionId = subscription ?? registration.subscriptionIds?.find((id): id is string => !isPending(id));
  if (registration.provider === 'self' && flowId === undefined) throw unusable(`the flow of '${binding}' in '${config.name}' is pending; give --flow`);
  if (registration.provider === 'uae-kyc' && subscriptionId === undefined) throw unusable(`the subscription of '${binding}' in '${config.name}' is pending; give --subscription`);
  return { class: config.credentials, flow: flowId, subscriptionId, ruleSet: entry?.configuration?.ruleSet ?? {} };
};

/** @throws CommandError 1 where it would reach a live environment, 3 where something is unknown */
export const simulationTarget = (fleet: FleetConfig, flows: FlowsConfig, environment: string, scenario: string, flags: SimulationFlags): SimulationTarget => {
  const config = openEnvironment(fleet, environment);
  const { binding, simulation } = chooseBinding(config, scenario, flags.binding);
  const url = chooseUrl(fleet, config, binding, flags.url);
  return { config, binding, simulation, url, ingredients: ingredientsOf(config, binding, flows[environment]?.[binding] ?? [], flags) };
};
