import { join } from 'node:path';
import { enforceIdentityPolicies } from '../aws';
import { operate, type ClientSettings } from '../clients';
import { onEnd } from '../ending';
import { readDeployedFront, startFront, type DeployedFront, type Front } from '../front';
import { createLambdaHost, type LambdaHost } from '../lambda/host';
import { readStreamMappings, startStreamPoller, type StreamMapping, type StreamPoller } from '../stream';
import { constructId, type EnvironmentConfig } from '../../environment';
import { deliveryRoles, roleArn } from '../../delivery/names';
import { eraserRoleName } from '../../secrets/settings';
import { issueCredentials } from './credentials';
import type { Deployment, DeploymentOptions } from './deployment';
import { organizationReader } from './management';
import type { OnboardedEnvironment } from './onboard';
import { routesOf, type ProviderSide } from './provider/side';
import { openWays, type Way } from './provider/ways';

/** What is known of a deployed environment before anything runs in it. */
export interface DeployedEnvironment {
  readonly name: string;
  readonly config: EnvironmentConfig;
  readonly account: string;
  readonly region: string;
  /** What the machinery around the functions acts with. */
  readonly administration: ClientSettings;
  /** What each of the environment's roles acts with, by ARN. */
  readonly roles: ReadonlyMap<string, ClientSettings>;
  readonly entrance: DeployedFront;
  readonly mappings: readonly StreamMapping[];
  /** Output of one of its stacks, such as `Webhook`. @throws when there is none */
  output(stack: string, name: string): string;
}

/** A deployed environment with its traffic running. */
export interface RunningEnvironment extends DeployedEnvironment {
  readonly front: Front;
  readonly pollers: readonly StreamPoller[];
}

/** Everything that runs between the deployment and the end of the demo. */
export interface World {
  readonly deployment: Deployment;
  readonly host: LambdaHost;
  readonly providers: ProviderSide;
  /** Ways to the providers, by environment's name. */
  readonly ways: ReadonlyMap<string, Way>;
  /** What reads the organization's policies. */
  readonly management: ClientSettings;
  readonly environments: readonly RunningEnvironment[];
}

const read = async (config: OnboardedEnvironment, { endpoint, outputs }: Deployment): Promise<DeployedEnvironment> => {
  const { name, account, region } = config;
  // the organization's way in has every right in the account; no role of the environment has.
  const administration = await operate(endpoint, account, region);
  const output = (stack: string, key: string) => {
    const value = outputs[`${constructId(name)}-${stack}`]?.[key];
    if (value === undefined) throw new Error(`stack ${constructId(name)}-${stack} has no output '${key}'`);
    return value;
  };
  const [entrance, mappings, roles] = await Promise.all([
    readDeployedFront(administration, account),
    readStreamMappings(administration),
    issueCredentials(administration, [
      output('Secrets', 'OperatorRoleArn'), output('Backend', 'WorkerRoleArn'), roleArn({ account }, eraserRoleName), ...config.ci ? [roleArn({ account }, deliveryRoles.ci)] : [],
    ]),
  ]);
  return { name, config, account, region, administration, roles, entrance, mappings, output };
};

const start = async (environment: DeployedEnvironment, host: LambdaHost): Promise<RunningEnvironment> => {
  const front = await startFront(environment.entrance, host);
  const pollers = environment.mappings.map(mapping => startStreamPoller(mapping, environment.administration, host));
  onEnd(async () => {
    // functions in the middle of an event are ended first, or their pollers would wait for them.
    const stopped = pollers.map(poller => poller.stop());
    await Promise.all([host.end(), front.close(), ...stopped]);
  });
  return { ...environment, front, pollers };
};

/** What one of an environment's roles acts with. @throws when the environment has no such role */
export const roleSettings = ({ name, roles }: DeployedEnvironment, roleArn: string): ClientSettings => {
  const settings = roles.get(roleArn);
  if (!settings) throw new Error(`'${name}' has no role ${roleArn}`);
  return settings;
};

/** The static addresses that an environment was given, from the outputs of its network. */
const egressOf = ({ outputs }: Deployment, name: string): string[] =>
  Object.entries(outputs[`${constructId(name)}-Network`] ?? {}).flatMap(([key, value]) => (/^EgressAddress\d+$/.test(key) ? [value] : []));

/** Starts for each environment what AWS runs by itself: functions, the HTTP front and the stream. */
export const openWorld = async (
  deployment: Deployment, providers: ProviderSide, options: Pick<DeploymentOptions, 'root' | 'work' | 'node' | 'onLog'>,
): Promise<World> => {
  const { endpoint, onboarded } = deployment;
  const environments = await Promise.all(onboarded.fleet.environments.map(config => read(config, deployment)));
  const management = await organizationReader(deployment);
  // from here on a role can do what its policies allow and nothing else.
  await enforceIdentityPolicies(endpoint);
  const environmentOf = (account: string): DeployedEnvironment => {
    const environment = environments.find(candidate => candidate.account === account);
    if (!environment) throw new Error(`account ${account} is none of the environments'`);
    return environment;
  };
  const ways = await openWays(onboarded.fleet.environments, providers, name => egressOf(deployment, name));
  onEnd(async () => { await Promise.all([...ways.values()].map(way => way.close())); });
  const host = createLambdaHost({
    root: options.root,
    node: options.node,
    onLog: options.onLog,
    awsEndpoint: endpoint,
    home: join(options.work, 'home'),
    folder: join(options.work, 'functions'),
    providers: account => routesOf(providers, environmentOf(account).name),
    network: account => ways.get(environmentOf(account).name)?.network,
    administration: account => environmentOf(account).administration,
    role: (account, roleArn) => roleSettings(environmentOf(account), roleArn),
  });
  return { deployment, host, providers, ways, management, environments: await Promise.all(environments.map(environment => start(environment, host))) };
};
