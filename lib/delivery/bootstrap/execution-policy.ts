import { typeActions } from './execution-actions';
import { documentOf, largestManagedPolicy, sizeOf, type PolicyDocument, type Statement } from './policy';
import { assetsBucketName, type EnvironmentContext } from '../../environment';

/** Names of the managed policies of CloudFormation's role; a number follows. */
export const executionPolicyPrefix = 'bulkhead-execution-';

const conditional = new Set(['iam:PassRole']);

/** A wildcard covers what it covers: `logs:Describe*` makes `logs:DescribeLogGroups` redundant. */
const shortest = (actions: readonly string[]): string[] => {
  const wildcards = actions.filter(action => action.endsWith('*')).map(action => action.slice(0, -1));
  return actions.filter(action => !wildcards.some(prefix => action.startsWith(prefix) && action !== `${prefix}*`));
};

/** Types that an environment has only where its front is static; the others' roles know nothing of load balancers. */
const onlyStatic = /^AWS::ElasticLoadBalancingV2::/;

/** Every action of every type that the environment may have, and of the team's own stacks, once and in order. */
const actionsOf = ({ config }: EnvironmentContext): string[] =>
  shortest([...new Set([
    ...Object.entries(typeActions).flatMap(([type, actions]) => (onlyStatic.test(type) && config.ingress !== 'static' ? [] : actions)), ...config.ownStackActions ?? [],
  ])].filter(action => !conditional.has(action)).sort());

/** What depends on more than its name. */
const narrow = (environment: EnvironmentContext, keyArn: object): Statement[] => {
  const { account, region } = environment;
  const allow = (Sid: string, Action: readonly string[], Resource: Statement['Resource'], Condition?: Statement['Condition']): Statement =>
    ({ Sid, Effect: 'Allow', Action, Resource, ...Condition && { Condition } });
  const throughServices = { StringEquals: { 'kms:CallerAccount': account }, StringLike: { 'kms:ViaService': `*.${region}.amazonaws.com` } };
  return [
    // a stack that handed CloudFormation's own role to another one would deploy past whoever started the first.
    allow('PassRolesToServices', ['iam:PassRole'], `arn:aws:iam::${account}:role/*`, { StringNotEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
    allow('RolesOfServices', ['iam:CreateServiceLinkedRole'], `arn:aws:iam::${account}:role/aws-service-role/*`),
    allow('ReadAssets', ['s3:GetObject', 's3:GetObjectVersion'], `arn:aws:s3:::${assetsBucketName(environment)}/*`),
    allow('DecryptAssets', ['kms:Decrypt'], [keyArn]),
    // creating an empty secret, an encrypted queue or table asks for a data key with the creator's rights.
    allow('EncryptThroughServices', ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], `arn:aws:kms:${region}:${account}:key/*`, throughServices),
    allow('GrantToServices', ['kms:CreateGrant'], `arn:aws:kms:${region}:${account}:key/*`, { ...throughServices, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    // CDK's own custom resources; CloudFormation cuts the logical id that begins so.
    allow('CallCustomResources', ['lambda:InvokeFunction'], `arn:aws:lambda:${region}:${account}:function:*-Custom*`),
  ];
};

/**
 * What CloudFormation may do in an environment: what its stacks consist of, in as many managed policies as it takes.
 *
 * @param keyArn ARN of the key of the assets, as the template refers to it
 */
export const executionPolicies = (environment: EnvironmentContext, keyArn: object): PolicyDocument[] => {
  const statement = (actions: readonly string[]): Statement => ({ Sid: 'TypesOfTheStacks', Effect: 'Allow', Action: actions, Resource: '*' });
  const pages: string[][] = [[]];
  for (const action of actionsOf(environment)) {
    const page = pages.at(-1)!;
    if (sizeOf(documentOf([statement([...page, action])])) <= largestManagedPolicy) page.push(action);
    else pages.push([action]);
  }
  return [documentOf(narrow(environment, keyArn)), ...pages.map(page => documentOf([statement(page)]))];
};
