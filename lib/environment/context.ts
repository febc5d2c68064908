import type { EnvironmentConfig, FlowEntry } from './types';

/** An environment whose account is known, with what its stacks derive from the configuration; every field is a literal. */
export interface EnvironmentContext {
  readonly config: EnvironmentConfig;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Bootstrap qualifier of the environment's own. */
  readonly qualifier: string;
  /** Flows by binding. */
  readonly flows: Readonly<Record<string, readonly FlowEntry[]>>;
}

/** Construct id of a kebab-case name: the environment `pre-production` becomes the stage `PreProduction`. */
export const constructId = (name: string): string =>
  name.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');

/** Bootstrap qualifier of an environment: its own or its name without dashes, cut to the ten characters that CDK allows. */
export const qualifierOf = (config: EnvironmentConfig): string =>
  config.qualifier ?? config.name.replaceAll('-', '').slice(0, 10);

/** Role with which CloudFormation creates the environment's resources; it comes with the bootstrap. */
export const executionRoleArn = ({ account, region, qualifier }: EnvironmentContext): string =>
  `arn:aws:iam::${account}:role/cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
