// continuous integration, gate, approver and break-glass.
import { pages } from '../pages';
import { allowed } from '../types';
import { accounts, actors, arn, bootstrapRole, key, roleArnOf } from '../world';

const owner = accounts.production;
const global = 'us-east-1';
const { administration, breakGlass, ci, cloudFormation, deployer, gate, publisher, workflow } = actors('production');
const stack = arn('cloudformation', 'production', 'stack/Production-Webhook/1a2b');
const assets = 'arn:aws:s3:::bulkhead-production-assets';

export const delivery = allowed({ at: 'production', source: pages.cloudFormation }, [
  {
    does: 'the workflow of the environment becomes its continuous integration', source: pages.webIdentity,
    request: {
      caller: workflow(), action: 'sts:AssumeRoleWithWebIdentity', resource: roleArnOf('production', 'bulkhead-ci'), owner,
    },
  },
  {
    does: 'the continuous integration becomes the publisher', source: pages.bootstrap,
    request: { caller: ci, action: 'sts:AssumeRole', resource: bootstrapRole('production', 'file-publishing'), owner },
  },
  {
    does: 'the continuous integration becomes the deployer', source: pages.bootstrap,
    request: { caller: ci, action: 'sts:AssumeRole', resource: bootstrapRole('production', 'deploy'), owner },
  },
  {
    does: 'the continuous integration reads the version of the bootstrap', source: pages.bootstrap,
    request: {
      caller: deployer, action: 'ssm:GetParameter',
      resource: arn('ssm', 'production', 'parameter/cdk-bootstrap/production/version'), owner,
    },
  },
  {
    does: 'the publisher uploads an asset', source: pages.s3,
    request: { caller: publisher, action: 's3:PutObject', resource: `${assets}/a.zip`, owner },
  },
  {
    does: 'the publisher asks where the bucket is', source: pages.s3,
    request: { caller: publisher, action: 's3:GetBucketLocation', resource: assets, owner },
  },
  {
    does: 'the deployer prepares a change set',
    request: { caller: deployer, action: 'cloudformation:CreateChangeSet', resource: stack, owner },
  },
  {
    does: 'the deployer looks at what changes',
    request: { caller: deployer, action: 'cloudformation:DescribeChangeSet', resource: stack, owner },
  },
  {
    does: 'the deployer hands CloudFormation its role', source: pages.iam,
    request: {
      caller: deployer, action: 'iam:PassRole', resource: bootstrapRole('production', 'cfn-exec'), owner, region: global,
    },
  },
  {
    does: 'the deployer of staging, into which nothing is promoted, executes its change set', at: 'staging',
    request: {
      caller: actors('staging').deployer, action: 'cloudformation:ExecuteChangeSet',
      resource: arn('cloudformation', 'staging', 'stack/Staging-Webhook/1a2b'), owner: accounts.staging,
    },
  },
  {
    does: 'the gate executes a release',
    request: { caller: gate, action: 'cloudformation:ExecuteChangeSet', resource: stack, owner },
  },
  {
    does: 'the gate reads the release', source: pages.s3,
    request: { caller: gate, action: 's3:GetObject', resource: `${assets}/release.zip`, owner },
  },
  {
    does: 'the gate compares the template of a change set',
    request: { caller: gate, action: 'cloudformation:GetTemplate', resource: stack, owner },
  },
  {
    does: 'break-glass executes a release',
    request: { caller: breakGlass, action: 'cloudformation:ExecuteChangeSet', resource: stack, owner },
  },
  {
    does: 'the approver of pre-production signs a release off', at: 'pre-production', source: pages.kms,
    request: {
      caller: actors('pre-production').approver, action: 'kms:Sign', resource: key('pre-production'),
      owner: accounts['pre-production'],
    },
  },
  {
    does: 'the continuous integration of pre-production signs its evidence', at: 'pre-production', source: pages.kms,
    request: {
      caller: actors('pre-production').ci, action: 'kms:Sign', resource: key('pre-production'),
      owner: accounts['pre-production'],
    },
  },
  { does: 'CloudFormation updates a nested stack', request: { caller: cloudFormation, action: 'cloudformation:UpdateStack', resource: stack, owner } },
  { does: 'the gate rolls a release back', request: { caller: gate, action: 'cloudformation:RollbackStack', resource: stack, owner } },
  {
    does: 'the administration takes a stack down',
    request: { caller: administration, action: 'cloudformation:DeleteStack', resource: stack, owner },
  },
]);
