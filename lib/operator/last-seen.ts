import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { OperatorAccess } from './access';
import type { SecretTarget } from './target';
import { metrics } from '../../lambda/webhook/contract';

const hour = 3_600_000;

/** How far back use is looked for. */
export const seenWithin = 30 * 24 * hour;

/** When each version of a signing secret last verified a delivery; a version is absent where it did not within the time. */
export const lastSeen = async (
  { config, binding }: SecretTarget, { cloudwatch }: OperatorAccess, versions: readonly string[], now: number,
): Promise<ReadonlyMap<string, Date>> => {
  const seen = new Map<string, Date>();
  if (versions.length === 0) return seen;
  let token: string | undefined;
  do {
    const page = await cloudwatch.send(new GetMetricDataCommand({
      StartTime: new Date(now - seenWithin),
      // a period that is under way counts: what was seen a minute ago was seen.
      EndTime: new Date(now + hour),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: versions.map((version, index) => ({
        Id: `v${index}`,
        MetricStat: {
          Metric: {
            Namespace: metrics.namespace,
            MetricName: metrics.verified,
            Dimensions: [
              { Name: 'Environment', Value: config.name }, { Name: 'Binding', Value: binding }, { Name: 'secretVersion', Value: version },
            ],
          },
          Period: hour / 1000,
          Stat: 'Sum',
        },
      })),
      NextToken: token,
    }));
    for (const { Id: id, Timestamps: times = [], Values: values = [] } of page.MetricDataResults ?? []) {
      const version = versions[Number(id?.slice(1))];
      const latest = times.filter((_, index) => (values[index] ?? 0) > 0).sort((one, other) => other.getTime() - one.getTime())[0];
      // the time stands for the beginning of an hour, and the use may have been at its end.
      const end = latest && new Date(Math.min(latest.getTime() + hour, now));
      if (version !== undefined && end && end.getTime() > (seen.get(version)?.getTime() ?? 0)) seen.set(version, end);
    }
    token = page.NextToken;
  } while (token);
  return seen;
};
