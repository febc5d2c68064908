// others reach for what is production's; asked is the policy of production, whatever the other side's allow.
import { pages } from '../pages';
import { denied } from '../types';
import { accounts, actors, anonymous, arn, bootstrapRole, key, person, role, roleArnOf, secret, service } from '../world';
import { githubClaims, type Caller } from '../../evaluate';

const owner = accounts.production;
const { receiver, dispatcher, ci } = actors('staging');
const other = person('staging');
const bucket = 'arn:aws:s3:::production-inbox/body';
const queue = arn('sqs', 'production', 'inbox');
const workflow = (claims: Parameters<typeof githubClaims>[0]): Caller => ({ kind: 'web identity', claims: githubClaims(claims) });
const own = { sub: 'repo:example/verification:environment:production', aud: 'sts.amazonaws.com', repository_id: '7001' };
const federated = { action: 'sts:AssumeRoleWithWebIdentity', resource: roleArnOf('production', 'bulkhead-ci'), owner };

export const foreignPrincipals = denied({ bound: 'resources', at: 'production', sid: 'OwnPrincipalsOnly', source: pages.principalAccount }, [
  {
    does: 'its secret is read by a principal of another environment',
    request: { caller: receiver, action: 'secretsmanager:GetSecretValue', resource: secret('production'), owner },
  },
  {
    does: 'its secret is given a policy by a principal of another environment',
    request: { caller: other, action: 'secretsmanager:PutResourcePolicy', resource: secret('production'), owner },
  },
  {
    does: 'its secret is read by the management account',
    request: {
      caller: role('management', 'BulkheadAdministrator'), action: 'secretsmanager:GetSecretValue',
      resource: secret('production'), owner,
    },
  },
  {
    does: 'its key is used by a principal of another environment',
    request: { caller: receiver, action: 'kms:Decrypt', resource: key('production'), owner },
  },
  {
    does: 'a grant on its key is made by a principal of another environment',
    request: { caller: other, action: 'kms:CreateGrant', resource: key('production'), owner },
  },
  {
    does: 'its queue is read by a principal of another environment',
    request: { caller: dispatcher, action: 'sqs:ReceiveMessage', resource: queue, owner },
  },
  {
    does: 'its queue is read by nobody in particular', source: pages.missingKeys,
    request: { caller: anonymous, action: 'sqs:ReceiveMessage', resource: queue, owner },
  },
  {
    does: 'its object is read by a principal of another environment',
    request: { caller: other, action: 's3:GetObject', resource: bucket, owner },
  },
  {
    does: 'its object is read by everybody', source: pages.missingKeys,
    request: { caller: anonymous, action: 's3:GetObject', resource: bucket, owner },
  },
  {
    does: 'its asset is replaced by the continuous integration of another environment',
    request: { caller: ci, action: 's3:PutObject', resource: 'arn:aws:s3:::bulkhead-production-assets/a.zip', owner },
  },
  {
    does: 'its inbox is read by a principal of another environment',
    request: { caller: dispatcher, action: 'dynamodb:Query', resource: arn('dynamodb', 'production', 'table/inbox'), owner },
  },
  {
    does: 'its inbox is written to by a stranger',
    request: {
      caller: person('stranger'), action: 'dynamodb:PutItem', resource: arn('dynamodb', 'production', 'table/inbox'), owner,
    },
  },
  {
    does: 'its logs are read by a principal of another environment',
    request: { caller: other, action: 'logs:FilterLogEvents', resource: arn('logs', 'production', 'log-group:receiver'), owner },
  },
  {
    does: 'its image is pulled by a principal of another environment',
    request: { caller: other, action: 'ecr:BatchGetImage', resource: arn('ecr', 'production', 'repository/backend'), owner },
  },
  {
    does: 'its role is assumed by a principal of another environment', sid: 'OwnRolesOnly',
    request: { caller: other, action: 'sts:AssumeRole', resource: roleArnOf('production', 'bulkhead-operator'), owner },
  },
  {
    does: 'its execution role is assumed by another environment\'s, as a weak reference of CDK asks for', sid: 'OwnRolesOnly',
    request: {
      caller: actors('staging').cloudFormation, action: 'sts:AssumeRole', resource: roleArnOf('production', 'output-reader'),
      owner,
    },
  },
  {
    does: 'its deploy role is assumed by the continuous integration of another environment', sid: 'OwnRolesOnly',
    source: pages.bootstrap,
    request: { caller: ci, action: 'sts:AssumeRole', resource: bootstrapRole('production', 'deploy'), owner },
  },
  {
    does: 'its role is assumed by somebody else of the management account', sid: 'OwnRolesOnly', source: pages.principalArn,
    request: {
      caller: person('management'), action: 'sts:AssumeRole',
      resource: roleArnOf('production', 'OrganizationAccountAccessRole'), owner,
    },
  },
  {
    does: 'its role is assumed by a role of the same name elsewhere', sid: 'OwnRolesOnly', source: pages.principalArn,
    request: {
      caller: role('stranger', 'BulkheadAdministrator'), action: 'sts:AssumeRole',
      resource: roleArnOf('production', 'OrganizationAccountAccessRole'), owner,
    },
  },
  {
    does: 'its role is assumed by the workflow of another GitHub environment', sid: 'OwnWorkflowOnly',
    source: pages.webIdentity,
    request: { ...federated, caller: workflow({ ...own, sub: 'repo:example/verification:environment:staging' }) },
  },
  {
    does: 'its role is assumed by a workflow of a branch', sid: 'OwnWorkflowOnly', source: pages.githubSubject,
    request: { ...federated, caller: workflow({ ...own, sub: 'repo:example/verification:ref:refs/heads/main' }) },
  },
  {
    does: 'its role is assumed by the workflow of a pull request', sid: 'OwnWorkflowOnly', source: pages.githubSubject,
    request: { ...federated, caller: workflow({ ...own, sub: 'repo:example/verification:pull_request' }) },
  },
  {
    does: 'its role is assumed by a workflow of another repository', sid: 'OwnWorkflowOnly', source: pages.githubSubject,
    request: { ...federated, caller: workflow({ ...own, sub: 'repo:example/other:environment:production' }) },
  },
  {
    does: 'its role is assumed with a token for another audience', sid: 'OwnAudienceOnly', source: pages.webIdentity,
    request: { ...federated, caller: workflow({ ...own, aud: 'https://github.com/example' }) },
  },
  {
    does: 'its role is assumed by a repository that took over the name', sid: 'OwnRepositoryOnly', source: pages.webIdentity,
    request: { ...federated, caller: workflow({ ...own, repository_id: '9009' }) },
  },
  {
    does: 'its role is assumed by a token that names no repository', sid: 'OwnRepositoryOnly', source: pages.missingKeys,
    request: { ...federated, caller: workflow({ sub: own.sub, aud: own.aud }) },
  },
  {
    does: 'its role is assumed with a web identity that GitHub did not issue', sid: 'NoOtherWebIdentity',
    source: pages.webIdentity,
    request: { ...federated, caller: { kind: 'web identity', claims: { 'accounts.google.com:sub': '1' } } },
  },
  {
    does: 'its queue is written to by a service that acts for another environment', sid: 'NoConfusedDeputy',
    source: pages.sourceAccount,
    request: { caller: service('staging'), action: 'sqs:SendMessage', resource: queue, owner },
  },
  {
    does: 'its bucket is written to by a service that acts for another environment', sid: 'NoConfusedDeputy',
    source: pages.confusedDeputy,
    request: { caller: service('staging'), action: 's3:PutObject', resource: bucket, owner },
  },
  {
    does: 'its key is used by a service that acts for a stranger', sid: 'NoConfusedDeputy', source: pages.confusedDeputy,
    request: { caller: service('stranger'), action: 'kms:Decrypt', resource: key('production'), owner },
  },
  {
    does: 'its secret is read by a service that acts for another environment', sid: 'NoConfusedDeputy',
    source: pages.sourceAccount,
    request: { caller: service('staging'), action: 'secretsmanager:GetSecretValue', resource: secret('production'), owner },
  },
  {
    does: 'its role is assumed by a service that acts for another environment', sid: 'NoConfusedDeputy',
    source: pages.confusedDeputy,
    request: { caller: service('staging'), action: 'sts:AssumeRole', resource: roleArnOf('production', 'scheduler'), owner },
  },
  {
    does: 'its bucket is written to by a service that acts for another organization', sid: 'NoDeputyOfOtherOrganizations',
    source: pages.sourceOrganization,
    request: { caller: { kind: 'service', forOrganization: 'o-somebodyelse' }, action: 's3:PutObject', resource: bucket, owner },
  },
]);
