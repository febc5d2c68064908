import { creditMetrics } from '../../../../lambda/credits/contract';
import { sumMetric } from '../function-log';
import { firstFlow } from '../provider/flows';
import type { Character, Registration, Story } from '../story';

/** Credits that an environment has counted of itself so far, read where CloudWatch reads its metrics. */
export const chargedByEnvironment = ({ world }: Story, { environment }: Character): number =>
  environment.mappings.reduce((sum, { functionArn }) => sum + sumMetric(world.host.logs().get(functionArn) ?? [], creditMetrics.credits), 0);

/** What one verification costs by the environment's configuration. */
export const costOf = ({ environment: { config } }: Character, { settings: { binding } }: Registration): number => {
  const { billing, providers } = config;
  const kinds = providers[binding]?.charged ?? [];
  if (billing.kind === 'none') return 0;
  const { product } = firstFlow('');
  const kind = kinds.includes(product) ? product : kinds[0];
  return kind === undefined ? 0 : billing.costs[kind] ?? 0;
};
