import { executing } from './boundary';
import { documentOf, type Statement } from './policy';
import { keyArn } from './storage';
import { bootstrapNames, boundaryArn, isGated, roleArn, stackArns } from '../names';
import { assetsBucketName, constructId, executionRoleArn, type EnvironmentContext } from '../../environment';

const allow = (Sid: string, Action: readonly string[], Resource: Statement['Resource'], Condition?: Statement['Condition']): Statement =>
  ({ Sid, Effect: 'Allow', Action, Resource, ...Condition && { Condition } });

/** What preparing a release takes: change sets are made and read, and nothing is changed by them. */
const preparing = [
  'cloudformation:CreateChangeSet', 'cloudformation:DeleteChangeSet', 'cloudformation:Describe*', 'cloudformation:GetStackPolicy', 'cloudformation:GetTemplate*',
  'cloudformation:ListChangeSets', 'cloudformation:ListStackResources',
];

/** A role of the bootstrap; its trust reaches no further than this account. */
const role = (environment: EnvironmentContext, name: string, description: string, principal: object, properties: object) => ({
  Type: 'AWS::IAM::Role',
  // the policy is there before the first role that it bounds, and goes after the last.
  DependsOn: ['Boundary'],
  Properties: {
    RoleName: name,
    Description: description,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal,
        // whoever passes an external id acts for somebody else.
        ...'AWS' in principal && { Condition: { Null: { 'sts:ExternalId': 'true' } } },
      }],
    },
    PermissionsBoundary: boundaryArn(environment),
    ...properties,
  },
});

const inline = (statements: readonly Statement[]) => ({ Policies: [{ PolicyName: 'bulkhead', PolicyDocument: documentOf(statements) }] });

export interface RolesOptions {
  /** Whether the deploy role of a gated environment may execute change sets, for its very first deployment. */
  readonly open: boolean;
}

/** What the deploy role may do. */
const deployStatements = (environment: EnvironmentContext, { open }: RolesOptions): Statement[] => {
  const { account, region, config } = environment;
  const { versionParameter } = bootstrapNames(environment);
  const bucket = `arn:aws:s3:::${assetsBucketName(environment)}`;
  const own = { StringEquals: { 'aws:ResourceAccount': account } };
  const stacks = `${stackArns(environment, constructId(config.name))}/*`;
  return [
    allow('Prepare', preparing, stacks),
    ...isGated(config) && !open ? [] : [allow('Deploy', executing.filter(action => !/Refactor|SetStackPolicy|StackInstances|StackSet/.test(action)), stacks)],
    // these know no stack.
    allow('Look', ['cloudformation:DescribeStacks', 'cloudformation:GetTemplateSummary', 'cloudformation:ListStacks', 'cloudformation:ValidateTemplate'], '*'),
    allow('LetCloudFormationAct', ['iam:PassRole'], executionRoleArn(environment), { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
    allow('ReadTemplates', ['s3:GetBucketLocation', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'], [bucket, `${bucket}/*`], own),
    allow('DecryptTemplates', ['kms:Decrypt'], [keyArn], { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } }),
    allow('ReadVersion', ['ssm:GetParameter', 'ssm:GetParameters'], `arn:aws:ssm:${region}:${account}:parameter${versionParameter}`),
  ];
};

/** What the file publishing role may do: add to its own bucket, and take nothing away. */
const publishingStatements = (environment: EnvironmentContext): Statement[] => {
  const { account, region } = environment;
  const bucket = `arn:aws:s3:::${assetsBucketName(environment)}`;
  const own = { StringEquals: { 'aws:ResourceAccount': account } };
  return [
    allow('Publish', ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:GetEncryptionConfiguration', 's3:GetObject', 's3:ListBucket', 's3:PutObject'], [bucket, `${bucket}/*`], own),
    allow('Encrypt', ['kms:Decrypt', 'kms:GenerateDataKey*'], [keyArn], { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } }),
  ];
};

/** The three roles of a deployment; there is none for lookups and none for images. */
export const roles = (environment: EnvironmentContext, options: RolesOptions, executionPolicies: readonly string[]): Record<string, object> => {
  const { config, account } = environment;
  const names = bootstrapNames(environment);
  const ownAccount = { AWS: roleArn({ account }, '').replace(':role/', ':root') };
  const verb = isGated(config) && !options.open ? 'prepares change sets for' : 'deploys';
  return {
    DeploymentRole: role(environment, names.deployRole, `${verb} ${config.name}`, ownAccount, inline(deployStatements(environment, options))),
    FilePublishingRole: role(environment, names.publishingRole, `publishes the assets of ${config.name}`, ownAccount, inline(publishingStatements(environment))),
    // no condition on the source: AWS documents none for this trust, and a role cannot be passed to another account's CloudFormation.
    CloudFormationExecutionRole: role(environment, names.executionRole, `creates the resources of ${config.name}; CloudFormation alone acts as it`,
      { Service: 'cloudformation.amazonaws.com' }, { ManagedPolicyArns: executionPolicies.map(Ref => ({ Ref })) }),
  };
};
