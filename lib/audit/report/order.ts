import type { AuditResult, Finding, FindingStatus } from '../model';

const statuses: readonly FindingStatus[] = ['open', 'declared', 'suppressed', 'informational'];

const rank = ({ status, verdict }: Finding): number => statuses.indexOf(status) * 2 + (verdict === 'VIOLATED' ? 0 : 1);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Worst first, then by group in the order of the invariants, so that any two reports list alike. */
export const ordered = ({ findings, invariants }: AuditResult): Finding[] => {
  const place = new Map(invariants.map(({ id }, index) => [id, index]));
  const at = ({ invariant }: Finding) => place.get(invariant) ?? invariants.length;
  return [...findings].sort((a, b) => rank(a) - rank(b) || at(a) - at(b) || compare(a.id, b.id));
};

export const withStatus = (result: AuditResult, status: FindingStatus): Finding[] => ordered(result).filter(finding => finding.status === status);
