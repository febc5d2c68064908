import { audit, type Source, type Verdict } from '../../audit';
import { fileNames, formats, render } from '../../audit/report';
import { costsForAudit } from '../../cost/for-audit';
import { auditSubject } from '../../fleet-audit';
import type { Check } from './journal';
import type { OnboardedFleet } from './onboard';
import { exactly } from './story';

/** What the audit says of the deployed assembly, with its reports by file name. */
export interface Audited {
  readonly verdict: Verdict;
  readonly pairs: number;
  readonly resources: number;
  readonly violated: number;
  readonly unknown: number;
  readonly reports: Readonly<Record<string, string>>;
}

/** Audits what is about to be deployed, from its files alone. */
export const auditAssembly = (path: string, { fleet, flows }: OnboardedFleet): Audited => {
  const sources: readonly Source[] = [{ kind: 'assembly', path }];
  const result = audit({ sources, root: path, environments: auditSubject(fleet, flows) });
  const { violated, unknown, resources } = result.counts;
  const context = { command: 'npm run demo', costs: costsForAudit(result.environments, sources) };
  return {
    verdict: result.verdict,
    pairs: result.cells.filter(({ environments }) => environments.length === 2).length,
    resources,
    violated,
    unknown,
    reports: Object.fromEntries(formats.filter(format => format !== 'table').map(format => [fileNames[format], render(format, result, context)])),
  };
};

/** The story's first check: what is deployed has been proven. */
export const auditCheck = ({ verdict, pairs, resources, violated, unknown }: Audited): Check => exactly({
  step: 'Templates',
  kind: 'audited',
  from: 'organization',
  to: 'organization',
  what: `the audit of ${resources} resources, ${pairs} pairs of environments`,
  expected: 'PROVEN, 0 violated, 0 unknown',
  observed: `${verdict}, ${violated} violated, ${unknown} unknown`,
});
