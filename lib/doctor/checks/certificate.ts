import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { deployCommand } from '../words';
import { notYet, ok, wrong, type Check, type Finding, type World } from '../types';

/** ACM begins to renew weeks earlier; what has fewer days left is not being renewed. */
const overdueDays = 30;

const day = 86_400_000;

const findingOf = async ({ aws, environment, now }: World, arn: string): Promise<Finding> => {
  const { Certificate: found } = await aws.acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
  const { Status: status = '(unknown)', DomainName: host = arn, NotAfter: end, FailureReason: reason, RenewalSummary: renewal } = found ?? {};
  const zone = `look whether ${environment.config.domain.zone} is delegated and has the CNAME record that ACM asks for`;
  if (status === 'PENDING_VALIDATION') return notYet(`${host}: PENDING_VALIDATION`, zone);
  if (status !== 'ISSUED') return wrong(`${host}: ${status}${reason === undefined ? '' : ` (${reason})`}`, `${zone}; then ${deployCommand(environment)}`);
  const days = end === undefined ? undefined : Math.floor((end.getTime() - now()) / day);
  if (renewal?.RenewalStatus === 'FAILED' || renewal?.RenewalStatus === 'PENDING_VALIDATION' || (days !== undefined && days < overdueDays)) {
    return wrong(`${host}: ends in ${days ?? '?'} days and is not renewed (${renewal?.RenewalStatus ?? 'no renewal has begun'})`, zone);
  }
  return ok(`${host}: ISSUED${end === undefined ? '' : `, until ${end.toISOString().slice(0, 10)}`}`);
};

/** @see https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export const certificateCheck: Check = {
  id: 'certificate',
  title: 'the certificate of the webhook host is issued',
  asksAws: true,
  run: async world => {
    const { environment, facts } = world;
    const { domain: { delegated, webhookHost } } = environment.config;
    if (!delegated) return [notYet(`none is requested for ${webhookHost} until the zone is delegated`, 'see the check of the zone')];
    const resources = await facts.resources(facts.stackName('Webhook'));
    const arns = resources.filter(({ ResourceType }) => ResourceType === 'AWS::CertificateManager::Certificate').flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
    if (arns.length === 0) return [notYet(`none is requested for ${webhookHost}`, deployCommand(environment))];
    return Promise.all(arns.map(arn => findingOf(world, arn)));
  },
};
