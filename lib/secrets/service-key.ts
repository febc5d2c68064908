import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { AddToResourcePolicyResult } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type KeyLocation, type KeyService, keyUsages } from './key-usage';

export interface ServiceKeyProps {
  /** Whose data the key encrypts; no other service may use it. */
  readonly service: KeyService;
}

/** What administration needs, spelt out: no use of the key, no grant, no replica in another region. */
export const keyAdministration = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:DescribeKey', 'kms:DisableKey', 'kms:DisableKeyRotation',
  'kms:EnableKey', 'kms:EnableKeyRotation', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListGrants', 'kms:ListKeyPolicies',
  'kms:ListKeyRotations', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:RevokeGrant', 'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
];

/**
 * The customer key of one service in one environment.
 *
 * Its policy is whole from the start and nothing adds to it: roles get their use of the key through IAM policies
 * (`key.grantDecrypt(role)` writes one), and only through the service, in this region and this account.
 */
export class ServiceKey extends Key {
  private readonly service: KeyService;

  constructor(scope: Construct, id: string, { service }: ServiceKeyProps) {
    super(scope, id, {
      description: `encrypts ${keyUsages[service].protects} of this environment`,
      policy: keyPolicy(service, Stack.of(scope)),
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.service = service;
  }

  /**
   * Accepts what a construct asks for a service that the policy allows already, and refuses anything else: a statement
   * added from another stack would widen the key and make the stacks depend on each other.
   */
  override addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult {
    const allowed = (keyUsages[this.service].services ?? []).map(usage => usage.principal(Stack.of(this)));
    const asked = statement.principals.map(principal =>
      principal instanceof ServicePrincipal ? principal.service : JSON.stringify(principal.policyFragment.principalJson));
    const unknown = asked.find(principal => !allowed.includes(principal));
    if (unknown !== undefined || asked.length === 0) {
      throw new Error(`'${unknown}' wants a statement in the policy of the ${this.service} key '${this.node.path}'; `
        + 'add the use to lib/secrets/key-usage.ts or grant it in an identity policy');
    }
    return { statementAdded: true, policyDependable: this };
  }
}

function keyPolicy(service: KeyService, location: KeyLocation): PolicyDocument {
  const { account, region } = location;
  const usage = keyUsages[service];
  const root = new ArnPrincipal(`arn:aws:iam::${account}:root`);
  const narrowed = usage.conditions?.(location) ?? {};
  const throughService = {
    ...narrowed,
    StringEquals: {
      ...narrowed.StringEquals, 'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com`,
    },
  };
  const statement = (sid: string, principal: ArnPrincipal | ServicePrincipal, actions: readonly string[], conditions?: object) =>
    new PolicyStatement({ sid, principals: [principal], actions: [...actions], resources: ['*'], conditions: { ...conditions } });
  return new PolicyDocument({
    statements: [
      statement('AdministrationWithoutUse', root, keyAdministration),
      statement('UseThroughTheService', root, usage.actions, throughService),
      ...usage.grants
        ? [statement('GrantsForTheService', root, ['kms:CreateGrant'], {
            ...throughService, Bool: { 'kms:GrantIsForAWSResource': 'true' },
          })]
        : [],
      ...(usage.services ?? []).map(({ sid, principal, actions, conditions }) =>
        statement(sid, new ServicePrincipal(principal(location)), actions, conditions(location))),
    ],
  });
}
