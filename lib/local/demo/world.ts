import { join } from 'node:path';
import { enforceIdentityPolicies } from '../aws';
import { operate, type ClientSettings } from '../clients';
import { onEnd } from '../ending';
import { readDeployedApis, startFront, type DeployedApis, type Front } from '../front';
import { createLambdaHost, type LambdaHost } from '../lambda/host';
import { readStreamMappings, startStreamPoller, type StreamMapping, type StreamPoller } from '../stream';
import { constructId, type EnvironmentConfig } from '../../environment';
import { deliveryRoles, roleArn } from '../../delivery/names';
import { issueCredentials } from './credentials';
import type { Deployment, DeploymentOptions } from './deployment';
import type { OnboardedEnvironment } from './onboard';
import { routesOf, type ProviderSide } from './provider/side';

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
  readonly apis: DeployedApis;
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
  const [apis, mappings, roles] = await Promise.all([
    readDeployedApis(administration, account),
    readStreamMappings(administration),
    issueCredentials(administration, [
      output('Secrets', 'OperatorRoleArn'), output('Backend', 'WorkerRoleArn'), ...config.ci ? [roleArn({ account }, deliveryRoles.ci)] : [],
    ]),
  ]);
  return { name, config, account, region, administration, roles, apis, mappings, output };
};

const start = async (environment: DeployedEnvironment, host: LambdaHost): Promise<RunningEnvironment> => {
  const front = await startFront(environment.apis, host);
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

/** Starts for each environment what AWS runs by itself: functions, the HTTP front and the stream. */
export const openWorld = async (
  deployment: Deployment, providers: ProviderSide, options: Pick<DeploymentOptions, 'root' | 'work' | 'node' | 'onLog'>,
): Promise<World> => {
  const { endpoint, onboarded } = deployment;
  const environments = await Promise.all(onboarded.fleet.environments.map(config => read(config, deployment)));
  // from here on a role can do what its policies allow and nothing else.
  await enforceIdentityPolicies(endpoint);
  const environmentOf = (account: string): DeployedEnvironment => {
    const environment = environments.find(candidate => candidate.account === account);
    if (!environment) throw new Error(`account ${account} is none of the environments'`);
    return environment;
  };
  const host = createLambdaHost({
    root: options.root,
    node: options.node,
    onLog: options.onLog,
    awsEndpoint: endpoint,
    home: join(options.work, 'home'),
    folder: join(options.work, 'functions'),
    providers: account => routesOf(providers, environmentOf(account).name),
    administration: account => environmentOf(account).administration,
    role: (account, roleArn) => roleSettings(environmentOf(account), roleArn),
  });
  return { deployment, host, providers, environments: await Promise.all(environments.map(environment => start(environment, host))) };
};
