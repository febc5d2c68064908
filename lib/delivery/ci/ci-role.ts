import { Duration } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { bootstrapNames, deliveryRoles, isGated, roleArn } from '../names';
import { ciSubject, type CiConfig, type EnvironmentContext } from '../../environment';

/** Host of GitHub's tokens; its claims are condition keys below this name. */
const issuer = 'token.actions.githubusercontent.com';

/** Audience that AWS's own action asks GitHub for. */
const audience = 'sts.amazonaws.com';

export interface CiRoleProps {
  readonly environment: EnvironmentContext;
  readonly ci: CiConfig;
}

const claims = (wanted: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(wanted).map(([claim, value]) => [`${issuer}:${claim}`, value]));

/**
 * What the continuous integration is in the environment's account: the workflows of one branch of one repository, in one
 * GitHub environment, whose protection rules GitHub has applied before it issues a token.
 *
 * By itself it may only become the roles that publish assets and prepare a deployment; in a gated environment those
 * execute nothing.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/ for repository_id and ref
 */
export class CiRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { environment, ci }: CiRoleProps) {
    super(scope, id);
    const { config } = environment;
    // AWS trusts GitHub's certificates by its own list of authorities, so no thumbprint is kept that would go stale.
    const provider = new CfnOIDCProvider(this, 'Provider', { url: `https://${issuer}`, clientIdList: [audience] });
    this.role = new Role(this, 'Role', {
      roleName: deliveryRoles.ci,
      description: `continuous integration of ${ci.repository}: ${isGated(config) ? 'prepares releases for the gate of' : 'deploys'} ${config.name}`,
      assumedBy: new WebIdentityPrincipal(provider.attrArn, {
        StringEquals: claims({
          aud: audience,
          sub: ciSubject(ci),
          ref: `refs/heads/${ci.branch ?? 'main'}`,
          ...ci.repositoryId !== undefined && { repository_id: ci.repositoryId },
        }),
      }),
      maxSessionDuration: Duration.hours(1),
    });
    const { deployRole, publishingRole } = bootstrapNames(environment);
    this.role.addToPolicy(new PolicyStatement({
      sid: 'PublishAndPrepare',
      actions: ['sts:AssumeRole'],
      resources: [deployRole, publishingRole].map(name => roleArn(environment, name)),
    }));
  }
}
