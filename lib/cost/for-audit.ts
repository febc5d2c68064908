import { join } from 'node:path';
import { fixedCost } from './monthly';
import { byAccount, resourcesOf, templatesByAccount, type PlacedTemplate } from './read';
import { basis } from './table';
import type { AuditResult, Source } from '../audit/model';
import type { Costs } from '../audit/report';
import type { Resources } from './priced';

const placed = ({ path, mapping }: Extract<Source, { kind: 'templates' }>): PlacedTemplate[] =>
  // what is no JSON is not reckoned, and so it is told like a thing without a price.
  Object.entries(mapping.templates).map(([file, { account }]) => ({ account, resources: file.endsWith('.json') ? resourcesOf(join(path, file)) : { [file]: { Type: file } } }));

/** What the audited environments cost each month, from the same templates: a column beside the verdict, and no part of it. */
export const costsForAudit = (environments: AuditResult['environments'], sources: readonly Source[]): Costs => {
  const accounts = new Map<string, Resources[]>();
  for (const source of sources) {
    const own = source.kind === 'assembly' ? templatesByAccount(source.path) : byAccount(placed(source));
    for (const [account, templates] of own) accounts.set(account, [...accounts.get(account) ?? [], ...templates]);
  }
  return {
    basis,
    environments: environments.map(environment => {
      const { total, unpriced } = fixedCost(environment.accounts.flatMap(account => accounts.get(account) ?? []));
      return { name: environment.name, monthly: total, unpriced };
    }),
  };
};
