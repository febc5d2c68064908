import { EC2Client } from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { RouteResult } from '../../../../lambda/connectivity/contract';
import type { EnvironmentConfig } from '../../../environment';
import { lookAtRoutes, type RouteAccess } from '../../../operator/routes/look';
import { exitCodeOf } from '../../../operator/routes/show';
import type { ClientSettings } from '../../clients';
import { invokeAs } from '../../lambda/invoker';
import { exactly, type Character, type Say, type Story } from '../story';
import { roleSettings, type World } from '../world';

const step = 'The ways in and out, seen from inside';

/** Names of every environment's providers, as the world outside of them knows them. */
export const askTheWays = ({ ways }: World) => (name: string): Promise<readonly string[]> =>
  Promise.resolve([...ways.values()].flatMap(({ network: { names } }) => (Object.hasOwn(names, name) ? [names[name]!] : [])));

/** A configuration with the addresses that its environment was given, as a team registers them after the first deployment. */
export const registered = <Config extends EnvironmentConfig>({ ways }: World, config: Config): Config =>
  ({ ...config, network: { ...config.network, egressAddresses: ways.get(config.name)?.egress ?? [] } });

/** AWS as somebody sees it who has ways looked at: functions are run by the host. */
export const lookingAs = (settings: ClientSettings, { host }: World): RouteAccess => {
  const [lambda, invoker] = [new LambdaClient(settings), invokeAs(settings, host)];
  return {
    ec2: new EC2Client(settings),
    lambda: { send: (command: object) => (command instanceof GetFunctionConfigurationCommand ? lambda.send(command) : invoker.send(command as never)) } as RouteAccess['lambda'],
  };
};

/** Has an environment look at its ways, as its operator does with `bulkhead routes`. */
const look = async ({ world }: Story, { environment: { config, account, region, ...environment } }: Character): Promise<RouteResult[]> => {
  const operator = roleSettings({ config, account, region, ...environment }, environment.output('Secrets', 'OperatorRoleArn'));
  const { fleet } = world.deployment.onboarded;
  return lookAtRoutes({ fleet, environment: { account, region, config: registered(world, config) }, access: lookingAs(operator, world), resolve: askTheWays(world) });
};

const notHeld = (results: readonly RouteResult[]): string => {
  const others = results.filter(({ verdict }) => verdict !== 'holds').map(({ check, subject, verdict, reason }) => `${check} ${subject} ${verdict}: ${reason}`);
  return [`exit code ${exitCodeOf(results)}`, ...others].join(', ');
};

const record = ({ journal }: Story, { environment: { name } }: Character, what: string, expected: string, observed: string) =>
  journal.record(exactly({ step, kind: 'routes', from: name, to: name, what, expected, observed }));

const lookAtOne = async (story: Story, character: Character, say: Say): Promise<void> => {
  const { environment: { name }, registrations } = character;
  const account = registrations.map(registration => registration.account).find(each => each?.provider === 'uae-kyc');
  const egress = story.world.ways.get(name)?.egress ?? [];
  const local = '127.0.0.1';
  if (account) {
    account.organization.allowAddresses(account.environment, [local]);
    record(story, character, `the ways of ${name}, while ${account.binding} does not know its addresses`,
      `exit code 1, allow-list ${account.binding} fails: not-allowed`, notHeld(await look(story, character)));
    account.organization.allowAddresses(account.environment, [local, ...egress]);
  }
  const results = await look(story, character);
  record(story, character, `the ways of ${name}, as its own function sees them`, 'exit code 0', notHeld(results));
  say(`${name}: ${results.length} checks hold${account ? `, and one fails while ${account.binding} is not told ${egress.join(', ')}` : ''}`);
};

/** Every environment's own function looks; what only AWS's network could show is played, and said to be. */
export const lookAtWays = async (story: Story, say: Say): Promise<void> => {
  const played = story.characters.filter(({ registrations }) => registrations.some(({ account }) => account !== undefined));
  if (played.length === 0) return say('no provider is played, so nothing can be looked at');
  await Promise.all(played.map(character => lookAtOne(story, character, say)));
  say('real here: TLS, certificates and names of hosts, the allow-list\'s answer, the calls with the function\'s role, gateways and route tables');
  say('played here: the DNS firewall, the security group, private DNS; not shown: that calls take the endpoint, whose condition is not evaluated');
};
