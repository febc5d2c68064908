import { GetRoleCommand } from '@aws-sdk/client-iam';
import { canonical, policyOf } from '../policy-text';
import { foreignPrincipals } from '../principals';
import { bootstrapCommand } from '../words';
import { ifThere, inconclusive } from '../reasons';
import { notYet, ok, wrong, type Check, type Finding, type World } from '../types';
import { bootstrapTemplate } from '../../delivery/bootstrap';
import { boundaryArn } from '../../delivery/names';

interface RoleProperties {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: unknown;
}

/** Roles as `bulkhead bootstrap` makes them. */
const rolesOf = ({ environment }: World): RoleProperties[] => Object.values(bootstrapTemplate(environment).Resources)
  .filter(({ Type }) => Type === 'AWS::IAM::Role').map(({ Properties }) => Properties as unknown as RoleProperties);

const findingOf = async ({ environment, aws }: World, { RoleName: name, AssumeRolePolicyDocument: wanted }: RoleProperties): Promise<Finding[]> => {
  const again = bootstrapCommand(environment, 'again');
  const { Role: role } = await ifThere(aws.iam.send(new GetRoleCommand({ RoleName: name }))) ?? {};
  if (role === undefined) return [notYet(`the role ${name} is not there`, `bootstrap the account: ${bootstrapCommand(environment, 'first')}`)];
  const trust = policyOf(role.AssumeRolePolicyDocument);
  const foreign = foreignPrincipals(trust, environment.account);
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return [
    foreign.length > 0 ? wrong(`${name} trusts ${foreign.join(', ')}`, `find out who let that in, then bootstrap the account again: ${again}`)
      : canonical(trust) !== canonical(wanted) ? wrong(`the trust of ${name} is not what the bootstrap wrote`, `find out who changed it, then bootstrap the account again: ${again}`)
        : ok(`${name} lets nobody in from outside`),
    ...boundary === boundaryArn(environment) ? [] : [wrong(`${name} has ${boundary === undefined ? 'no boundary' : `the boundary ${boundary}`}`, `bootstrap the account again: ${again}`)],
  ];
};

/** Who may become what deploys; whoever may is as strong as a deployment. */
export const bootstrapTrustCheck: Check = {
  id: 'bootstrap-trust',
  title: 'the roles of the bootstrap trust nobody else, each under the boundary',
  asksAws: true,
  run: async world => (await Promise.all(rolesOf(world).map(role =>
    findingOf(world, role).catch((error: unknown) => [inconclusive(error)])))).flat(),
};
