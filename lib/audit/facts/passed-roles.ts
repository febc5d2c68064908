/**
 * Services that get a role only from somebody of the role's own account, by `iam:PassRole`, which does not cross accounts:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 *
 * Every other service is held to a condition on the source, those above all that are known as confused deputies (trails,
 * configuration, backups, schedules, pipes, builds, deliveries of logs):
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const services = new Set([
  'apigateway',
  'ec2',
  'ecs-tasks',
  'edgelambda',
  'events',
  'lambda',
  'states',
]);

/** @param principal such as `lambda.amazonaws.com`, in any partition and also with its region */
export const takesPassedRoles = (principal: string): boolean => {
  const name = /^([a-z0-9-]+)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1];
  return name !== undefined && services.has(name);
};
