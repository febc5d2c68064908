import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Deployment } from './deployment';
import { actAs, operate, type ClientSettings } from '../clients';
import { organizationCalls } from '../../delivery/verifier/calls';

const name = 'organization-reader';

/** Somebody who may read the organization's policies and nothing else; made before identity policies are enforced. */
export const organizationReader = async ({ endpoint, onboarded }: Pick<Deployment, 'endpoint' | 'onboarded'>): Promise<ClientSettings> => {
  const { managementAccount, region } = onboarded.fleet.organization;
  const administration = await operate(endpoint, managementAccount, region);
  const iam = new IAMClient(administration);
  const statement = (said: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...said }] });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: statement({ Principal: { AWS: managementAccount }, Action: 'sts:AssumeRole' }) }));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'read', PolicyDocument: statement({ Action: organizationCalls, Resource: '*' }) }));
  iam.destroy();
  return actAs(`arn:aws:iam::${managementAccount}:role/${name}`, region, administration);
};
