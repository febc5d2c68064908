import type { Guardrail } from '../policy';
import type { ServiceControlSubject } from './subject';

/** Belong to AWS and are read by everyone; whoever names one reaches no environment through it. */
const resourcesOfAws = [
  'arn:aws:iam::aws:policy/*', 'arn:aws:ssm:*::parameter/*', 'arn:aws:ssm:*::document/*', 'arn:aws:ec2:*:aws:prefix-list/*',
  'arn:aws:cloudformation:*:aws:transform/*', 'arn:aws:cloudformation:*::type/*', 'arn:aws:wafv2:*:aws:*',
];

/** Answer from one region of AWS's own, whichever region a caller works in. */
const globalServices = [
  'account:*', 'billing:*', 'budgets:*', 'ce:*', 'ec2:DescribeRegions', 'health:*', 'iam:*', 'organizations:*', 'route53:*', 'sts:*', 'support:*',
  's3:GetAccountPublicAccessBlock', 's3:ListAllMyBuckets', 's3:PutAccountPublicAccessBlock',
];

/**
 * Principals of an environment work on resources of their own account and region.
 *
 * A key that a request lacks makes a negated condition true, so the condition asks for its presence too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
export const ownResources = ({ environment: { account, region }, fingerprintRole }: ServiceControlSubject): Guardrail[] => [
  {
    stops: 'any call on a resource of another account, a role there among them',
    shownBy: 'reads a secret of another environment',
    statement: {
      Sid: 'OwnResourcesOnly',
      Effect: 'Deny',
      Action: '*',
      NotResource: fingerprintRole ? [...resourcesOfAws, fingerprintRole] : resourcesOfAws,
      Condition: { StringNotEquals: { 'aws:ResourceAccount': account }, Null: { 'aws:ResourceAccount': 'false' } },
    },
  },
  ...fingerprintRole
    ? [{
        stops: 'everything with the one role outside the account but assuming it',
        shownBy: 'changes who may assume its role in the audit account',
        statement: { Sid: 'OneLinkOneAction', Effect: 'Deny', NotAction: ['sts:AssumeRole'], Resource: fingerprintRole },
      } as const]
    : [],
  {
    stops: 'anything in a region that no template speaks of',
    shownBy: 'makes a bucket in another region',
    statement: {
      Sid: 'OwnRegionOnly',
      Effect: 'Deny',
      NotAction: globalServices,
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
    },
  },
];
