import { createHash } from 'node:crypto';
import type { CiConfig, EnvironmentConfig, FlowEntry, FlowsConfig } from './types';

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

/** An environment as its stacks see it; nothing until its account is known. */
export const contextOf = (config: EnvironmentConfig, flows: FlowsConfig): EnvironmentContext | undefined =>
  (typeof config.account === 'string'
    ? { config, account: config.account, region: config.region, qualifier: qualifierOf(config), flows: flows[config.name] ?? {} }
    : undefined);

/** Role with which CloudFormation creates the environment's resources; it comes with the bootstrap. */
export const executionRoleArn = ({ account, region, qualifier }: EnvironmentContext): string =>
  `arn:aws:iam::${account}:role/cdk-${qualifier}-cfn-exec-role-${account}-${region}`;

/**
 * Bucket that the environment's assets are published to.
 *
 * A name of the account's own namespace, which nobody else could take, is not to be had in every region (not in
 * me-central-1), so the name is one that cannot be guessed where a token is configured.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html
 */
export const assetsBucketName = ({ config, account, region, qualifier }: EnvironmentContext): string => {
  const digest = createHash('sha256').update([config.bucketToken ?? '', account, region, qualifier].join('\n')).digest('hex');
  return `bulkhead-${qualifier}-${digest.slice(0, 24)}`;
};

/** A difference between two environments names the type that differs: one that began with a wildcard could mean everything. */
export const differencePattern = /^\w+(?:::\w+){1,2}(?:\.|$)/;

/**
 * Subject of the tokens that GitHub issues to the one environment of the one repository.
 * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
 */
export const ciSubject = ({ repository, environment, repositoryId, ownerId }: CiConfig): string => {
  const [owner = '', name = ''] = repository.split('/');
  const subject = ownerId !== undefined && repositoryId !== undefined ? `${owner}@${ownerId}/${name}@${repositoryId}` : repository;
  return `repo:${subject}:environment:${environment}`;
};
