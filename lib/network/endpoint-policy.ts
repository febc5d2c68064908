import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * The one statement of an endpoint's policy: principals of the account reach resources of the account, nothing else passes.
 *
 * Credentials smuggled in from outside fail on the principal, data carried to a stranger's resource fails on the resource.
 * No resource of AWS's own is exempt: functions fetch neither their code nor packages through the endpoint.
 *
 * @param service IAM prefix of the service behind the endpoint
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const accountBoundStatement = (service: string, account: string): PolicyStatement => new PolicyStatement({
  sid: 'OwnPrincipalsToOwnResources',
  effect: Effect.ALLOW,
  principals: [new AnyPrincipal()],
  actions: [`${service}:*`],
  resources: ['*'],
  conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
});
