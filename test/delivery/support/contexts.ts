import { assetsBucketName, qualifierOf, type EnvironmentConfig, type EnvironmentContext } from '../../../lib/environment';
import { fleet } from '../../fixtures/fleet';

/** An environment of the tests' fleet as its stacks see it. */
export const contextOf = (name: string, overrides: Partial<EnvironmentConfig> = {}): EnvironmentContext => {
  const found = fleet.environments.find(environment => environment.name === name);
  if (!found) throw new Error(`there is no environment '${name}' in the tests' fleet`);
  const config = { ...found, ...overrides };
  return { config, account: found.account as string, region: config.region, qualifier: qualifierOf(config), flows: {} };
};

export const names = fleet.environments.map(({ name }) => name);

export const bucketOf = (name: string): string => assetsBucketName(contextOf(name));
