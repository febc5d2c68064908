import { boundaryDocument } from './boundary';
import { executionPolicies, executionPolicyPrefix } from './execution-policy';
import { roles } from './roles';
import { keyArn, storage } from './storage';
import { bootstrapNames, boundaryName, isGated } from '../names';
import { assetsBucketName, type EnvironmentContext } from '../../environment';

/**
 * Version of CDK's bootstrap contract that the roles fulfil: the toolkit compares it with what a stack asks for.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html#bootstrapping-contract
 */
const contractVersion = '33';

export interface BootstrapOptions {
  /**
   * Lets the deploy role of a gated environment execute change sets, for its very first deployment; bootstrap it again
   * without this once the gate stands.
   * @default false
   */
  readonly open?: boolean;
  /**
   * Role, with its path, that administers the account for the organization.
   * @default 'OrganizationAccountAccessRole'
   */
  readonly administrationRole?: string;
}

/** A template as CloudFormation takes it. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>>;
  readonly [section: string]: unknown;
}

/** Stops the template in any other account or region. */
const tripwire = ({ account, region, config }: EnvironmentContext) => {
  const holds = (pseudo: string, value: string) => ({
    Assert: { 'Fn::Equals': [{ Ref: pseudo }, value] },
    AssertDescription: `this bootstrap belongs to ${config.name} in ${account}, ${region}, and may not be deployed elsewhere`,
  });
  return { OwnAccountAndRegion: { Assertions: [holds('AWS::AccountId', account), holds('AWS::Region', region)] } };
};

/**
 * The bootstrap of one environment, in place of the CDK's: its own qualifier and bucket, no foreign trust, no role for
 * lookups, every role bounded, CloudFormation cut to what the stacks consist of.
 *
 * It is what `cdk bootstrap --template` takes; every name in it is a literal, so a review reads what will be there.
 */
export const bootstrapTemplate = (environment: EnvironmentContext, { open = false, administrationRole }: BootstrapOptions = {}): Template => {
  const { account, region, config } = environment;
  const names = bootstrapNames(environment);
  const execution = executionPolicies(environment, keyArn).map((document, index) => ({ id: `ExecutionPolicy${index + 1}`, number: index + 1, document }));
  const policy = (name: string, Description: string, PolicyDocument: object) => ({
    Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: name, Description, PolicyDocument },
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `${config.name}: where the CDK publishes assets and whose roles deploy, each under one permissions boundary`,
    Parameters: {
      BootstrapVariant: { Type: 'String', Default: 'Bulkhead', Description: 'keeps the CDK from replacing this bootstrap with its own' },
    },
    Mappings: { Targets: { [region]: { [account]: contractVersion } } },
    Rules: tripwire(environment),
    Resources: {
      Boundary: policy(boundaryName, `bounds every role of ${config.name}`, boundaryDocument(environment, { open, administrationRole })),
      ...Object.fromEntries(execution.map(({ id, number, document }) =>
        [id, policy(`${executionPolicyPrefix}${number}`, 'what CloudFormation may create, change, read and delete', document)])),
      ...storage(environment, isGated(config) && !open),
      ...roles(environment, { open }, execution.map(({ id }) => id)),
      Version: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Type: 'String',
          Name: names.versionParameter,
          // fails in any other account or region, where the rules are not evaluated.
          Value: { 'Fn::FindInMap': ['Targets', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }] },
        },
      },
    },
    Outputs: {
      // the toolkit reads these three.
      BucketName: { Description: 'bucket of the assets', Value: assetsBucketName(environment) },
      BucketDomainName: { Description: 'its host name', Value: { 'Fn::GetAtt': ['AssetsBucket', 'RegionalDomainName'] } },
      BootstrapVersion: { Description: 'version of the bootstrap contract', Value: contractVersion },
    },
  };
};
