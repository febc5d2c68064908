import { GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { canonical, policyOf } from '../policy-text';
import { bootstrapCommand } from '../words';
import { ifThere } from '../reasons';
import { notYet, ok, wrong, type Check } from '../types';
import { boundaryDocument } from '../../delivery/bootstrap';
import { boundaryArn, isGated } from '../../delivery/names';

/** What holds every role of the environment, those of a deployment among them. */
export const boundaryCheck: Check = {
  id: 'boundary',
  title: 'the permissions boundary, as the bootstrap wrote it',
  asksAws: true,
  run: async ({ environment, fleet, aws }) => {
    const arn = boundaryArn(environment);
    const again = bootstrapCommand(environment, 'again');
    const policy = await ifThere(aws.iam.send(new GetPolicyCommand({ PolicyArn: arn })));
    if (policy === undefined) return [notYet(`${arn} is not there`, `bootstrap the account: ${bootstrapCommand(environment, 'first')}`)];
    const version = policy.Policy?.DefaultVersionId ?? 'v1';
    const { PolicyVersion: found } = await aws.iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version }));
    const text = canonical(policyOf(found?.Document));
    const { administrationRole } = fleet.organization;
    const is = (open: boolean) => text === canonical(boundaryDocument(environment, { open, administrationRole }));
    if (is(false)) return [ok(`${arn}, ${version}`)];
    if (isGated(environment.config) && is(true)) {
      return [notYet(`${arn} leaves the deployment open, past the gate`, `once the Delivery stack stands, close it: ${again}`)];
    }
    return [wrong(`${arn}, ${version}, is not what this version of Bulkhead writes`, `review npm run bulkhead -- bootstrap ${environment.config.name} --print, then bootstrap the account again: ${again}`)];
  },
};
