import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import { quotas, type QuotaNeed } from '../quotas';
import { ifThere, inconclusive } from '../reasons';
import { ok, unknown, wrong, type Check, type Finding, type World } from '../types';

/** The account's own value, or AWS's default where the account never had another. */
const valueOf = async ({ aws }: World, { service: ServiceCode, quota: QuotaCode }: QuotaNeed): Promise<number | undefined> => {
  const own = await ifThere(aws.serviceQuotas.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode })));
  const { Quota: quota } = own ?? await aws.serviceQuotas.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }));
  return quota?.Value;
};

const findingOf = async (world: World, need: QuotaNeed): Promise<Finding> => {
  const { what, service, quota, countedIn } = need;
  const stacks = await world.facts.planned();
  const wanted = countedIn(stacks.map(({ resources }) => resources), world.environment.config);
  const value = await valueOf(world, need);
  if (value === undefined) return unknown(`${what}: AWS names no quota`);
  const says = `${what}: ${wanted} of ${value}`;
  return wanted <= value ? ok(says) : wrong(`${what}: the stacks take ${wanted}, the account has ${value}`,
    `ask for more, which takes hours to days: aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${quota} --desired-value ${wanted} --region ${world.environment.region}`);
};

/** An account is its environment's alone, so what the stacks take is compared with the whole quota. */
export const quotasCheck: Check = {
  id: 'quotas',
  title: 'the account\'s quotas hold the stacks',
  asksAws: true,
  run: async world => {
    // what cannot be counted is said once.
    await world.facts.planned();
    const asked = quotas.filter(({ onlyStatic }) => !onlyStatic || world.environment.config.ingress === 'static');
    return Promise.all(asked.map(need => findingOf(world, need).catch((error: unknown) => {
      const { evidence, ...rest } = inconclusive(error);
      return { ...rest, evidence: `${need.what}: ${evidence}` };
    })));
  },
};
