// bringing an account up: by the administration, once the policies are attached already.
import { pages } from '../pages';
import { allowed } from '../types';
import { accounts, actors, arn, bootstrapRole, boundary, role, roleArnOf, toolkitStack } from '../world';

const owner = accounts.production;
const global = 'us-east-1';
const { administration } = actors('production');
const bounded = { 'iam:PermissionsBoundary': boundary('production') };
const assets = 'arn:aws:s3:::bulkhead-production-assets';

export const bootstrap = allowed({ at: 'production', source: pages.bootstrap }, [
  {
    does: 'the management role becomes the administration', source: pages.principalArn,
    request: {
      caller: role('management', 'BulkheadAdministrator'), action: 'sts:AssumeRole',
      resource: roleArnOf('production', 'OrganizationAccountAccessRole'), owner,
    },
  },
  {
    does: 'the administration prepares the bootstrap', source: pages.bootstrap,
    request: { caller: administration, action: 'cloudformation:CreateChangeSet', resource: toolkitStack('production'), owner },
  },
  {
    does: 'the administration executes the bootstrap', source: pages.bootstrap,
    request: { caller: administration, action: 'cloudformation:ExecuteChangeSet', resource: toolkitStack('production'), owner },
  },
  {
    does: 'the bootstrap makes the boundary', source: pages.boundary,
    request: { caller: administration, action: 'iam:CreatePolicy', resource: boundary('production'), owner, region: global },
  },
  {
    does: 'the bootstrap changes the boundary', source: pages.boundary,
    request: {
      caller: administration, action: 'iam:CreatePolicyVersion', resource: boundary('production'), owner, region: global,
    },
  },
  {
    does: 'the bootstrap makes its roles with the boundary', source: pages.iam,
    request: {
      caller: administration, action: 'iam:CreateRole', resource: bootstrapRole('production', 'deploy'), owner, region: global,
      keys: bounded,
    },
  },
  {
    does: 'the bootstrap makes its bucket', source: pages.s3,
    request: { caller: administration, action: 's3:CreateBucket', resource: assets, owner },
  },
  {
    does: 'the bootstrap writes its version', source: pages.bootstrap,
    request: {
      caller: administration, action: 'ssm:PutParameter',
      resource: arn('ssm', 'production', 'parameter/cdk-bootstrap/production/version'), owner,
    },
  },
]);
