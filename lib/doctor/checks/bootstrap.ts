import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { bootstrapCommand, stackFaults } from '../words';
import { ifThere, inconclusive } from '../reasons';
import { notYet, ok, wrong, type Check, type Finding, type World } from '../types';
import { bootstrapTemplate } from '../../delivery/bootstrap';
import { bootstrapNames } from '../../delivery/names';

const outputs = (template: object) => (template as { Outputs: { BootstrapVersion: { Value: string } } }).Outputs;

const versionFinding = async ({ environment, aws }: World): Promise<Finding> => {
  const { versionParameter } = bootstrapNames(environment);
  const answer = await ifThere(aws.ssm.send(new GetParameterCommand({ Name: versionParameter })));
  if (answer === undefined) return notYet(`the parameter ${versionParameter} is not there`, `bootstrap the account: ${bootstrapCommand(environment, 'first')}`);
  const wanted = outputs(bootstrapTemplate(environment)).BootstrapVersion.Value;
  const found = answer.Parameter?.Value ?? '(nothing)';
  return found === wanted
    ? ok(`version ${found}, qualifier ${environment.qualifier}`)
    : wrong(`version ${found} of qualifier ${environment.qualifier}; the stacks want ${wanted}`, `bootstrap the account again: ${bootstrapCommand(environment, 'again')}`);
};

const stackFinding = async ({ environment, facts }: World): Promise<Finding[]> => {
  const { stack: name } = bootstrapNames(environment);
  const stack = (await facts.stacks()).get(name);
  return stack === undefined
    ? [notYet(`the stack ${name} is not there`, `bootstrap the account: ${bootstrapCommand(environment, 'first')}`)]
    : stackFaults(environment, name, stack.StackStatus);
};

/** Qualifier that the CDK's own bootstrap has by default; its execution role is an administrator without any boundary. */
const common = 'hnb659fds';

const commonFinding = async ({ environment: { account, region }, aws }: World): Promise<Finding[]> => {
  const name = `cdk-${common}-cfn-exec-role-${account}-${region}`;
  const found = await ifThere(aws.iam.send(new GetRoleCommand({ RoleName: name })));
  return found === undefined ? [] : [wrong(
    `the CDK's own bootstrap stands beside ours: the role ${name}`,
    'nothing uses it, and no boundary holds it: delete the stack CDKToolkit and empty its bucket, as the account\'s administration')];
};

/** @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
export const bootstrapCheck: Check = {
  id: 'bootstrap',
  title: 'the environment\'s own bootstrap, in its version',
  asksAws: true,
  run: async world => {
    const parts = [versionFinding(world).then(finding => [finding]), stackFinding(world), commonFinding(world)];
    return (await Promise.all(parts.map(part => part.catch((error: unknown) => [inconclusive(error)])))).flat();
  },
};
