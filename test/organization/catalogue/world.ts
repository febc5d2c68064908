import type { CiConfig, EnvironmentConfig, FleetConfig } from '../../../lib/environment';
import { withStaticFront } from '../../fixtures/fleet';
import type { Caller } from '../evaluate';
import type { Home } from './types';

const ci: Readonly<Record<string, CiConfig>> = Object.fromEntries(['staging', 'pre-production', 'production'].map(environment =>
  [environment, { repository: 'example/verification', repositoryId: '7001', environment }]));

const fixture = withStaticFront('production');

/** Three environments with everything that the policies take from the configuration: organization, repository, promotion, fixed addresses in one. */
export const fleet: FleetConfig = {
  organization: { ...fixture.organization, region: 'us-east-1', organizationId: 'o-exampleorgid' },
  environments: fixture.environments.map((environment): EnvironmentConfig => ({ ...environment, ci: ci[environment.name] })),
};

export const accounts = {
  'staging': '111111111111',
  'pre-production': '222222222222',
  'production': '333333333333',
  /** Somebody whom no policy here binds. */
  'stranger': '444444444444',
  'audit': '888888888888',
  'management': '999999999999',
} as const;

export const region = 'me-central-1';
const qualifiers: Readonly<Record<Home, string>> = { 'staging': 'staging', 'pre-production': 'preproduct', 'production': 'production' };

export type Place = keyof typeof accounts;

export const role = (place: Place, name: string): Caller => ({ kind: 'role', account: accounts[place], name });

/** A person with all rights of an account. */
export const person = (place: Place): Caller => role(place, 'Administrator');

/** What acts in an environment, by the names that its templates and its bootstrap give. */
export const actors = (home: Home) => {
  const qualifier = qualifiers[home];
  const bootstrap = (name: string): Caller => role(home, `cdk-${qualifier}-${name}-role-${accounts[home]}-${region}`);
  return {
    cloudFormation: bootstrap('cfn-exec'),
    deployer: bootstrap('deploy'),
    publisher: bootstrap('file-publishing'),
    administration: role(home, 'OrganizationAccountAccessRole'),
    ci: role(home, 'bulkhead-ci'),
    gate: role(home, 'bulkhead-gate'),
    breakGlass: role(home, 'bulkhead-break-glass'),
    approver: role(home, 'bulkhead-approver'),
    operator: role(home, 'bulkhead-operator'),
    receiver: role(home, 'Secrets-ReceiverRole'),
    dispatcher: role(home, 'Secrets-DispatcherRole'),
    sessions: role(home, 'Secrets-SessionsRole'),
    rotation: role(home, 'Secrets-RotationRole'),
    probe: role(home, 'Secrets-ProbeRole'),
    backend: role(home, 'Backend-HandlerRole'),
    workflow: (environment: string = home): Caller => ({
      kind: 'web identity',
      claims: {
        'token.actions.githubusercontent.com:sub': `repo:example/verification:environment:${environment}`,
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:repository_id': '7001',
      },
    }),
  };
};

/** A service that acts for a resource of an account, or in its own name. */
export const service = (forPlace?: Place): Caller => ({ kind: 'service', ...forPlace && { forAccount: accounts[forPlace] } });

export const anonymous: Caller = { kind: 'anonymous' };

/** ARN of a resource, regional where the service is. */
export const arn = (name: string, place: Place, rest: string): string =>
  (name === 'iam' ? `arn:aws:iam::${accounts[place]}:${rest}` : `arn:aws:${name}:${region}:${accounts[place]}:${rest}`);

export const secret = (place: Place, name = 'signing-secret-AbCdEf'): string => arn('secretsmanager', place, `secret:${name}`);
export const key = (place: Place): string => arn('kms', place, 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
export const roleArnOf = (place: Place, name: string): string => arn('iam', place, `role/${name}`);
export const bootstrapRole = (home: Home, name: string): string =>
  roleArnOf(home, `cdk-${qualifiers[home]}-${name}-role-${accounts[home]}-${region}`);
export const toolkitStack = (home: Home): string => arn('cloudformation', home, `stack/CDKToolkit-${qualifiers[home]}/1a2b`);
export const boundary = (place: Place): string => arn('iam', place, 'policy/bulkhead-boundary');
