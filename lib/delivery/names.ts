// past the index: the gate's bundle would carry the validation, and with it example addresses, into every environment.
import { executionRoleArn, type EnvironmentContext } from '../environment/context';
import type { EnvironmentConfig } from '../environment/types';

/**
 * Roles of the delivery, by what they are for. Every environment has an account of its own, so the names may be equal everywhere.
 */
export const deliveryRoles = {
  /** The continuous integration of the one repository and GitHub environment that may deploy the environment. */
  ci: 'bulkhead-ci',
  /** Checks the evidence of a release and executes its change sets. */
  gate: 'bulkhead-gate',
  /** Deploys past the gate when there is no other way; every use alarms. */
  breakGlass: 'bulkhead-break-glass',
  /** Signs a release off by name, in the environment that it comes from. */
  approver: 'bulkhead-approver',
  /** Reads what is deployed, for `bulkhead verify`; it changes nothing and reads no secret and no data. */
  verifier: 'bulkhead-verifier',
} as const;

/** Managed policy that bounds every role of an environment; it comes with the bootstrap. */
export const boundaryName = 'bulkhead-boundary';

/** Role through which the organization's management account reaches an account that it made. */
export const organizationRole = 'OrganizationAccountAccessRole';

type Account = Pick<EnvironmentContext, 'account'>;

export const roleArn = ({ account }: Account, name: string): string => `arn:aws:iam::${account}:role/${name}`;

export const policyArn = ({ account }: Account, name: string): string => `arn:aws:iam::${account}:policy/${name}`;

export const boundaryArn = (environment: Account): string => policyArn(environment, boundaryName);

/** Whether a release is executed by the gate alone: what is promoted is not deployed directly. */
export const isGated = ({ promotedFrom }: Pick<EnvironmentConfig, 'promotedFrom'>): boolean => promotedFrom !== undefined;

/** What the bootstrap makes in an environment's account. The role names are those that the CDK's synthesizer expects. */
export const bootstrapNames = (environment: EnvironmentContext) => {
  const { account, region, qualifier } = environment;
  const role = (purpose: string) => `cdk-${qualifier}-${purpose}-role-${account}-${region}`;
  return {
    stack: `CDKToolkit-${qualifier}`,
    versionParameter: `/cdk-bootstrap/${qualifier}/version`,
    keyAlias: `alias/bulkhead-${qualifier}-assets`,
    deployRole: role('deploy'),
    publishingRole: role('file-publishing'),
    executionRole: executionRoleArn(environment).split('/').slice(1).join('/'),
  };
};

/** Stacks of an environment, whatever CloudFormation adds to their names. */
export const stackArns = ({ account, region }: EnvironmentContext, stage: string): string =>
  `arn:aws:cloudformation:${region}:${account}:stack/${stage}-*`;
