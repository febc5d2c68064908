// principals, and conditions that only look like a bound.
import type { Options, Planting } from '../../family';
import { outsider, region } from '../../sides';
import { type Statement, allow } from './planting';

type Form = readonly [what: string, statements: (planting: Planting) => Statement[], options?: Options];

const anyone: Options = { names: 'own' };

const open: Options = { names: 'own', verdict: 'not proven' };

const all = { Effect: 'Allow', Principal: { AWS: '*' } };

const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

const own = ({ own: { account } }: Planting) => account;

const foreign = ({ other: { account } }: Planting) => account;

/** Principals, and conditions that only look like a bound. */
export const forms: readonly Form[] = [
  ['an account', p => [allow('*', { Principal: { AWS: foreign(p) } })]],
  ['an account as a number', p => [allow('*', { Principal: { AWS: Number(foreign(p)) } })]],
  ['an account root', p => [allow('*', { Principal: { AWS: `arn:aws:iam::${foreign(p)}:root` } })]],
  ['an account of another partition', p => [allow('*', { Principal: { AWS: `arn:aws-cn:iam::${foreign(p)}:root` } })]],
  ['a user', p => [allow('*', { Principal: { AWS: `arn:aws:iam::${foreign(p)}:user/path/admin` } })]],
  ['a session of a role', p => [allow('*', { Principal: { AWS: `arn:aws:sts::${foreign(p)}:assumed-role/reader/session` } })]],
  ['a federated user', p => [allow('*', { Principal: { AWS: `arn:aws:sts::${foreign(p)}:federated-user/bob` } })]],
  ['one account among its own', p => [allow('*', { Principal: { AWS: [own(p), `arn:aws:iam::${own(p)}:root`, foreign(p)] } })]],
  ['an account outside of the fleet', () => [allow('*', { Principal: { AWS: outsider } })], anyone],
  ['everybody as text', () => [allow('*', { Principal: '*' })], anyone],
  ['everybody in a list', () => [allow('*', { Principal: { AWS: ['*'] } })], anyone],
  ['everybody but an account', p => [allow('*', { NotPrincipal: { AWS: foreign(p) } })], anyone],
  ['everybody but itself', p => [allow('*', { NotPrincipal: { AWS: own(p) } })], anyone],
  [
    'a canonical user',
    () => [allow('*', { Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } })],
    open,
  ],
  ['a foreign account by a condition', p => [{ ...all, ...when('StringEquals', 'aws:PrincipalAccount', foreign(p)) }]],
  [
    'a foreign account among its own by a condition',
    p => [{ ...all, ...when('StringEquals', 'aws:PrincipalAccount', [own(p), foreign(p)]) }],
  ],
  ['accounts by a pattern', p => [{ ...all, ...when('StringLike', 'aws:PrincipalAccount', `${foreign(p).slice(0, 4)}*`) }], open],
  [
    'accounts by question marks',
    p => [{ ...all, ...when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${'?'.repeat(12)}:role/${p.other.slug}`) }],
    open,
  ],
  [
    'a role of any account by a condition',
    () => [{ ...all, ...when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/deployer') }],
    open,
  ],
  [
    'a foreign role by a condition',
    p => [{ ...all, ...when('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${foreign(p)}:role/deployer`) }],
  ],
  ['its own account if the key is there', p => [{ ...all, ...when('StringEqualsIfExists', 'aws:PrincipalAccount', own(p)) }], anyone],
  ['its own account for all of no values', p => [{ ...all, ...when('ForAllValues:StringEquals', 'aws:PrincipalAccount', own(p)) }], anyone],
  ['everybody but its own account', p => [{ ...all, ...when('StringNotEquals', 'aws:PrincipalAccount', own(p)) }], anyone],
  ['the organization', () => [{ ...all, ...when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5') }], anyone],
  ['a path of the organization', () => [{ ...all, ...when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*') }], anyone],
  ['everybody with a transport', () => [{ ...all, ...when('Bool', 'aws:SecureTransport', 'true') }], anyone],
  ['everybody from an address', () => [{ ...all, ...when('IpAddress', 'aws:SourceIp', '10.0.0.0/8') }], anyone],
  ['everybody with a tag', () => [{ ...all, ...when('StringEquals', 'aws:PrincipalTag/team', 'identity') }], anyone],
  ['everybody where no account is known', () => [{ ...all, ...when('Null', 'aws:PrincipalAccount', 'true') }], anyone],
  ['everybody through a service', () => [{ ...all, ...when('StringEquals', 'kms:ViaService', `s3.${region}.amazonaws.com`) }], anyone],
  [
    'a service without a source',
    () => [allow('*', { Principal: { Service: 'events.amazonaws.com' } })],
    { ...anyone, expected: ['identities.deputy'] },
  ],
  [
    'a service with a source of another account',
    p => [allow('*', { Principal: { Service: 'sns.amazonaws.com' }, ...when('StringEquals', 'aws:SourceAccount', foreign(p)) })],
  ],
  [
    'a service with a source ARN of another account',
    p => [
      allow('*', {
        Principal: { Service: 's3.amazonaws.com' },
        ...when('ArnLike', 'aws:SourceArn', `arn:aws:sns:${region}:${foreign(p)}:*`),
      }),
    ],
  ],
  [
    'a service with any source',
    () => [allow('*', { Principal: { Service: 's3.amazonaws.com' }, ...when('ArnLike', 'aws:SourceArn', 'arn:aws:s3:::*') })],
    { names: 'own', verdict: 'not proven', expected: ['identities.deputy', 'identities.resource-policy'] },
  ],
  [
    'a service with its own source if there is one',
    p => [allow('*', { Principal: { Service: 'sns.amazonaws.com' }, ...when('StringEqualsIfExists', 'aws:SourceAccount', own(p)) })],
    { ...anyone, expected: ['identities.deputy'] },
  ],
  [
    'a principal that is a parameter',
    p => {
      p.lab.section(p.own, 'Parameters').Who = { Type: 'String' };
      return [allow('*', { Principal: { AWS: { Ref: 'Who' } } })];
    },
    open,
  ],
  [
    'a principal that is looked up at deployment',
    p => {
      p.lab.section(p.own, 'Parameters').Who = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shared/reader' };
      return [allow('*', { Principal: { AWS: { Ref: 'Who' } } })];
    },
    open,
  ],
  [
    'everybody, with a denial of other actions',
    p => [
      { ...all, Action: 'sqs:ReceiveMessage' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource: '*',
        ...when('StringNotEquals', 'aws:PrincipalAccount', own(p)),
      },
    ],
    anyone,
  ],
  [
    'everybody, with a denial on other resources',
    p => [
      all,
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Resource: 'arn:aws:sqs:me-central-1:*:other',
        ...when('StringNotEquals', 'aws:PrincipalAccount', own(p)),
      },
    ],
    anyone,
  ],
  [
    'everybody, with a denial under a second condition',
    p => [
      all,
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': own(p) }, Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
    anyone,
  ],
  ['everybody, with a denial of nobody in particular', p => [all, { Effect: 'Deny', Principal: { AWS: foreign(p) }, Action: '*' }], anyone],
  [
    'everybody, with a denial that excepts the organization',
    p => [
      all,
      { Effect: 'Deny', Principal: '*', Action: '*', ...when('ForAllValues:StringNotEquals', 'aws:PrincipalAccount', [own(p)]), Sid: 'x' },
      { Effect: 'Allow', Principal: { AWS: foreign(p) }, Action: '*' },
    ],
    anyone,
  ],
  [
    'everybody, with a denial of all but a list with another account',
    p => [all, { Effect: 'Deny', Principal: '*', Action: '*', ...when('StringNotEquals', 'aws:PrincipalAccount', [own(p), foreign(p)]) }],
  ],
  [
    'all actions but one for a role',
    p => [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${foreign(p)}:role/x` }, Action: undefined, NotAction: 'sqs:DeleteQueue' }],
  ],
  [
    'a role on all resources but one',
    p => [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${foreign(p)}:role/x` },
        Resource: undefined,
        NotResource: 'arn:aws:sqs:me-central-1:*:other',
      },
    ],
  ],
];
