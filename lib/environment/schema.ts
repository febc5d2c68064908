import { z } from 'zod';
import { differencePattern } from './context';
import { flowConfigurationSchema, promotedSchema, replacedSchema } from './flow-schema';
import { canonical, isAddress, isPrivate, parseBlock } from './ipv4';
import type { EnvironmentConfig, FlowsConfig, OrganizationConfig } from './types';
import { isPublicKey } from '../promotion/evidence/public-key';
import { providers, schemes } from '../providers';

/** Text without the control characters and surrounding blanks that a paste brings along. */
const text = z.string().regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, 'write it without control characters and surrounding blanks');

const onboarded = <T extends z.ZodType>(value: T) => z.union([value, z.strictObject({ pending: text })], {
  error: 'give a value of the documented form, or pending(…) while onboarding has not given it',
});

const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const hostName = z.string().max(253).regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, 'give a host name in lower case, without scheme, port and final dot');
const accountId = z.string().regex(/^\d{12}$/, 'give the twelve digits of an AWS account as text');
const email = z.email('give an e-mail address');
const region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'give an AWS region such as me-central-1');
const ipAddress = z.string().refine(isAddress, 'give an IPv4 address such as 192.0.2.10');
const prefixList = z.string().regex(/^pl-[0-9a-f]{8,17}$/, 'give the id that `aws ec2 describe-managed-prefix-lists` prints');

const account = z.union([accountId, z.strictObject({ create: z.strictObject({ email }) })], {
  error: 'give the twelve digits of an AWS account as text, or { create: { email } }',
});

const cidr = z.string().superRefine((value, context) => {
  const block = parseBlock(value);
  if (!block) context.addIssue('give an IPv4 block such as 10.10.0.0/20');
  else if (canonical(block) !== value) context.addIssue(`the block has host bits set; write ${canonical(block)}`);
  else if (block.prefix < 16 || block.prefix > 24) context.addIssue('give a block of /16 to /24: a VPC takes no larger one, and the subnets need the room');
  else if (!isPrivate(block)) context.addIssue('give a private block (RFC 1918)');
});

/** A block of the internet that a provider answers from; the whole of it is none. */
const providerBlock = z.string().superRefine((value, context) => {
  const block = parseBlock(value);
  if (!block) context.addIssue('give an IPv4 block such as 203.0.113.0/24');
  else if (canonical(block) !== value) context.addIssue(`the block has host bits set; write ${canonical(block)}`);
  else if (block.prefix < 8) context.addIssue('give blocks of /8 or smaller: a way out to everywhere is no way to a provider');
  else if (isPrivate(block)) context.addIssue('give a block of the internet: private addresses are an environment\'s own');
});

const billing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('credits'), costs: z.record(text, z.number().positive('give a positive number of credits')), allotment: z.union([z.number().positive('give a positive number of credits'), z.record(text, z.number().positive('give a positive number of credits'))], { error: 'give a positive number of credits, or one per binding' }).optional() }),
], { error: 'give { kind: \'none\' } or { kind: \'credits\', costs }' });

const network = z.strictObject({
  cidr,
  availabilityZones: z.array(z.string()).min(1, 'name at least one zone').max(3, 'name at most three zones'),
  egressAddresses: z.array(onboarded(ipAddress)).min(1, 'give at least one address: providers allow-list it'),
  ingressAddresses: z.array(onboarded(ipAddress)).optional(),
  prefixLists: z.strictObject({ s3: onboarded(prefixList), dynamodb: onboarded(prefixList) }),
});

const binding = z.strictObject({
  provider: z.enum(Object.keys(providers) as (keyof typeof providers)[]),
  organizationId: onboarded(text),
  apiDomain: onboarded(hostName),
  dashboardUrl: onboarded(z.url({ protocol: /^https$/, error: 'give an https address' })),
  apiAddresses: z.array(onboarded(providerBlock)).min(1, 'give at least one block, or leave it out').max(40, 'give at most 40 blocks: a security group holds no more rules').optional(),
  sandboxMode: z.boolean(),
  subscriptionIds: z.array(onboarded(text)).min(1, 'give at least one subscription id, or pending(…)').optional(),
  scheme: z.enum(Object.keys(schemes) as (keyof typeof schemes)[]).optional(),
  charged: z.array(text).optional(),
});

const budget = z.strictObject({ monthly: z.number('give a number of US dollars').positive('give a positive number of US dollars') }).optional();

const githubNumber = z.string().regex(/^\d{1,20}$/, 'give the number that GitHub\'s API prints, as text');

const publicKey = z.string().refine(isPublicKey, 'give the base64 that `bulkhead evidence keys` prints');
const permissionSet = z.string().regex(/^[\w+=,.@-]{1,32}$/, 'give the name of a permission set');

/** Services that hold what keeps environments apart; what Bulkhead's own stacks need of them is granted by name. */
const reservedServices = new Set(['account', 'cloudformation', 'iam', 'organizations', 'ram', 'sts']);

/** One environment, closed: an unknown key is a problem, not a comment. */
export const environmentSchema: z.ZodType<EnvironmentConfig> = z.strictObject({
  name: z.string().max(32).regex(kebab, 'give a kebab-case name such as pre-production'),
  account,
  region,
  credentials: z.enum(['test', 'live']),
  data: z.enum(['sandbox', 'controlled', 'real']),
  billing,
  network,
  domain: z.strictObject({ zone: hostName, webhookHost: hostName, delegated: z.boolean() }),
  ingress: z.enum(['regional', 'static']).optional(),
  providers: z.record(z.string().max(32).regex(kebab, 'name the binding in kebab-case: it becomes the route'), binding)
    .refine(bindings => !('quarantine' in bindings), 'quarantine is the name of what is set aside; name the binding differently')
    .refine(bindings => Object.keys(bindings).length > 0, 'bind at least one provider'),
  promotedFrom: z.string().optional(),
  ci: z.strictObject({
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'give OWNER/REPOSITORY'),
    environment: z.string().regex(/^[\w.-]+$/, 'give the name of a GitHub environment, without wildcards'),
    repositoryId: githubNumber.optional(),
    ownerId: githubNumber.optional(),
    branch: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)*$/, 'give the name of a branch, without wildcards').optional(),
  }).refine(ci => ci.ownerId === undefined || ci.repositoryId !== undefined, 'give repositoryId beside ownerId: a subject carries both or neither').optional(),
  evidenceKeys: z.strictObject({ evidence: onboarded(publicKey), signOff: onboarded(publicKey) }).optional(),
  differences: z.array(z.strictObject({ what: text.regex(differencePattern, 'could cover everything; begin with a type of resource, such as AWS::Lambda::Function.Timeout'), reason: text })).optional(),
  people: z.strictObject({ approvers: permissionSet.optional(), breakGlass: permissionSet.optional() }).optional(),
  bucketToken: z.string().regex(/^[a-z0-9]{16,64}$/, 'give 16 to 64 lower-case letters and digits, such as `openssl rand -hex 16` prints').optional(),
  ownStackActions: z.array(z.string()
    .regex(/^[a-z0-9-]+:[A-Za-z0-9]*\*?$/, 'give an action such as ecs:* or ecs:CreateService')
    .refine(action => !reservedServices.has(action.split(':')[0] ?? ''), 'the guardrails are not the stacks\' to change; leave it out'))
    .min(1, 'give at least one action, or leave it out').optional(),
  receiver: z.strictObject({
    provisionedConcurrency: z.int('give a whole number of instances').min(1, 'give at least one instance, or leave it out').max(1000, 'give at most 1000 instances').optional(),
  }).optional(),
  alarms: z.strictObject({ email }),
  budget,
  owner: text,
  logRetentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], {
    error: 'give a retention that CloudWatch Logs knows, such as 30, 90 or 365 days',
  }).optional(),
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/, 'give one to ten lower-case letters and digits').optional(),
});

export const organizationSchema: z.ZodType<OrganizationConfig> = z.strictObject({
  managementAccount: accountId,
  auditAccount: account,
  region,
  rootId: onboarded(z.string().regex(/^r-[0-9a-z]{4,32}$/, 'give the id that `aws organizations list-roots` prints')),
  organizationId: onboarded(z.string().regex(/^o-[0-9a-z]{10,32}$/, 'give the id that `aws organizations describe-organization` prints')).optional(),
  administrationRole: z.string().max(512).regex(/^[\w+=,.@-]+(?:\/[\w+=,.@-]+)*$/, 'give the name of one role, with its path and without wildcards').optional(),
  alarms: z.strictObject({ email }).optional(),
  budget,
});

export const flowsSchema: z.ZodType<FlowsConfig> = z.record(z.string(), z.record(z.string(), z.array(z.strictObject({
  id: onboarded(text),
  configuration: flowConfigurationSchema.optional(),
  promoted: promotedSchema.optional(),
  replaced: replacedSchema.optional(),
}))));
