import { EnableRegionCommand } from '@aws-sdk/client-account';
import {
  CreateAccountCommand, CreateOrganizationCommand, DescribeCreateAccountStatusCommand, EnableAWSServiceAccessCommand, EnablePolicyTypeCommand,
  InviteAccountToOrganizationCommand, RegisterDelegatedAdministratorCommand, type CreateAccountStatus, type PolicyType,
} from '@aws-sdk/client-organizations';
import { nameOf, refused } from '../../operator/command-error';
import type { PrepareAccess } from './clients';
import { patiently, type Clock } from './patience';
import type { Change } from './plan';

/** Somebody did it in the meantime, or a run before this one whose answer was lost. */
const alreadyDone = /^(AlreadyInOrganization|PolicyTypeAlreadyEnabled|AccountAlreadyRegistered|DuplicateHandshake|HandshakeAlreadyInState)/;

/** Why AWS made no account, and what to do about it. */
const remedies: Readonly<Record<string, string>> = {
  EMAIL_ALREADY_EXISTS: 'an account with this address exists outside of the organization; give another address, or invite that account by its id',
  ACCOUNT_LIMIT_EXCEEDED: 'the organization may not have more accounts; raise the quota (Service Quotas, AWS Organizations, us-east-1)',
  INVALID_EMAIL: 'AWS does not take this address; give another one',
  PENDING_BUSINESS_VALIDATION: 'AWS is validating the management account; run the same command again when it has',
};

const pollMs = 5000;

const untilCreated = async (access: PrepareAccess, clock: Clock, { name, email }: Extract<Change, { call: 'CreateAccount' }>, deadline: number, begun?: CreateAccountStatus) => {
  let status = begun;
  while (status?.State === 'IN_PROGRESS' && clock.now() < deadline) {
    await clock.sleep(pollMs);
    const { Id } = status;
    status = (await patiently(clock, () => access.organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: Id })))).CreateAccountStatus;
  }
  if (status?.State === 'FAILED') {
    const reason = status.FailureReason ?? 'no reason given';
    throw refused(`the account ${name} for ${email} was not created (${reason}): ${remedies[reason] ?? 'see the reason in AWS\'s documentation of CreateAccount'}`);
  }
};

/** Makes one change; made before, it is no error. */
export const perform = async (access: PrepareAccess, change: Change, clock: Clock, deadline: number): Promise<void> => {
  const { organizations, account } = access;
  const send = async (): Promise<void> => {
    switch (change.call) {
      case 'CreateOrganization':
        return void await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
      case 'EnablePolicyType':
        return void await organizations.send(new EnablePolicyTypeCommand({ RootId: change.rootId, PolicyType: change.policyType as PolicyType }));
      case 'EnableAWSServiceAccess':
        return void await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: change.service }));
      case 'InviteAccountToOrganization':
        return void await organizations.send(new InviteAccountToOrganizationCommand({ Target: { Id: change.account, Type: 'ACCOUNT' } }));
      case 'EnableRegion':
        return void await account.send(new EnableRegionCommand({ AccountId: change.account, RegionName: change.region }));
      case 'RegisterDelegatedAdministrator':
        return void await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: change.account, ServicePrincipal: change.service }));
      case 'CreateAccount': {
        const { CreateAccountStatus: begun } = await organizations.send(
          new CreateAccountCommand({ AccountName: change.name, Email: change.email, RoleName: change.roleName }));
        return untilCreated(access, clock, change, deadline, begun);
      }
    }
  };
  try {
    await patiently(clock, send);
  } catch (error) {
    if (!alreadyDone.test(nameOf(error))) throw error;
  }
};
