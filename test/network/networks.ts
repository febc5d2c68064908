import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { qualifierOf, type EnvironmentConfig } from '../../lib/environment';
import { NetworkStack } from '../../lib/network';
import { fleet } from '../fixtures/fleet';

export const [staging, preProduction, production] = fleet.environments as [EnvironmentConfig, EnvironmentConfig, EnvironmentConfig];

export const stackOf = (config: EnvironmentConfig): NetworkStack => new NetworkStack(new App(), 'Network', {
  environment: { config, account: config.account as string, region: config.region, qualifier: qualifierOf(config), flows: {} },
});

const templates = new Map<EnvironmentConfig, Template>();

/** The network's template of one environment, synthesized once. */
export function networkOf(config: EnvironmentConfig): Template {
  const template = templates.get(config) ?? Template.fromStack(stackOf(config));
  templates.set(config, template);
  return template;
}

export interface Resource {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- templates are read as they come
  readonly Properties: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Resources of a type by logical id. */
export const resourcesOf = (config: EnvironmentConfig, type: string): Record<string, Resource> =>
  networkOf(config).findResources(type) as Record<string, Resource>;

/** The `Name` tag of a resource. */
export const nameOf = ({ Properties }: Resource): string | undefined =>
  (Properties.Tags as { Key: string; Value: string }[]).find(({ Key }) => Key === 'Name')?.Value;
