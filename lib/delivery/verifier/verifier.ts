import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement, PrincipalWithConditions, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { readCalls, type Where } from './calls';
import { shortSession } from '../gate/people';
import { deliveryRoles, roleArn } from '../names';
import type { EnvironmentContext } from '../../environment/context';

export interface VerifierProps {
  readonly environment: EnvironmentContext;
}

/** The account's own resources of a kind. */
const arnsOf = (where: Where, { account, region }: EnvironmentContext): string[] => {
  const own = (service: string, rest: string) => [`arn:aws:${service}:${region}:${account}:${rest}`];
  switch (where) {
    case 'buckets': return ['arn:aws:s3:::*'];
    case 'functions': return own('lambda', 'function:*');
    case 'keys': return own('kms', 'key/*');
    case 'queues': return own('sqs', '*');
    case 'secrets': return own('secretsmanager', 'secret:*');
    case 'stacks': return own('cloudformation', 'stack/*');
    case 'tables': return own('dynamodb', 'table/*');
    case 'everything': return ['*'];
  }
};

const sid = (where: Where): string => `Read${where.charAt(0).toUpperCase()}${where.slice(1)}`;

/** Exactly what `bulkhead verify` calls, from the table by which its clients refuse everything else. */
export const readStatements = (environment: EnvironmentContext): PolicyStatement[] => {
  const places = [...new Set(readCalls.map(({ on }) => on))].sort();
  return places.map(where => new PolicyStatement({
    sid: sid(where),
    actions: [...new Set(readCalls.filter(({ on }) => on === where).flatMap(({ actions }) => actions))].sort(),
    resources: arnsOf(where, environment),
    // the ARN of a bucket names no account.
    ...where === 'buckets' && { conditions: { StringEquals: { 'aws:ResourceAccount': environment.account } } },
  }));
};

/**
 * Reads how the account is configured, and neither a secret's value nor an item, an object or a message.
 *
 * The continuous integration and people of the account become it: users, and sessions of IAM Identity Center, whose own policies have to
 * say so too. No function of the environment does. It asks for no second factor, for it changes nothing.
 */
export class Verifier extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { environment }: VerifierProps) {
    super(scope, id);
    const { account, config } = environment;
    const people = [roleArn({ account }, 'aws-reserved/sso.amazonaws.com/*'), roleArn({ account }, '*').replace(':role/', ':user/')];
    const ci = config.ci ? [roleArn({ account }, deliveryRoles.ci)] : [];
    this.role = new Role(this, 'Role', {
      roleName: deliveryRoles.verifier,
      description: `reads what is deployed in ${config.name}, for bulkhead verify; changes nothing`,
      assumedBy: new PrincipalWithConditions(new AccountPrincipal(account), { ArnLike: { 'aws:PrincipalArn': [...ci, ...people] } }),
      maxSessionDuration: shortSession,
    });
    for (const statement of readStatements(environment)) this.role.addToPolicy(statement);
  }

  /** What a caller's own policy says to become it. */
  assumeStatement(): PolicyStatement {
    return new PolicyStatement({ sid: 'BecomeTheVerifier', actions: ['sts:AssumeRole'], resources: [roleArn({ account: Stack.of(this).account }, deliveryRoles.verifier)] });
  }
}
