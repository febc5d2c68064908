// what the audit finds in the account as it is and not in the templates.
import type { OpenedPath } from './types';
import type { Finding } from '../audit';
import type { Judgement } from '../audit/audit';

/** The same finding whatever stands before it in a list. */
const sameAs = ({ invariant, direction, environments, message }: Finding): string => JSON.stringify([invariant, direction, environments, message.replace(/\d+/g, '#')]);

const isOpen = ({ status }: Finding): boolean => status === 'open';

/** What is found now and was not before. */
export const newFindings = (before: Judgement, after: Judgement): Finding[] => {
  const ids = new Set(before.findings.filter(isOpen).map(({ id }) => id));
  const known = new Set(before.findings.filter(isOpen).map(sameAs));
  // that it is not alike any more is what every difference says of itself.
  return after.findings.filter(finding => isOpen(finding) && finding.group !== 'parity' && !ids.has(finding.id) && !known.has(sameAs(finding)));
};

/** Whether a finding is about what leads from one environment to another: not a rule within one. */
export const isPath = ({ kind }: Finding): boolean => kind === 'relation';

export const pathOf = ({ id, verdict, message, chain }: Finding): OpenedPath => ({
  finding: id, verdict, message,
  chain: chain.map(({ environment, stack, logicalId, propertyPath, note, value }) => [
    environment !== undefined && `[${environment}]`, [stack, logicalId].filter(name => name !== undefined).join('/'),
    propertyPath !== undefined && `at ${propertyPath}:`, note, value !== undefined && `= ${value}`,
  ].filter(part => part !== false && part !== '').join(' ')),
});

/** Marks of the rewritten places that a finding goes through. */
export const marksOf = ({ chain }: Finding, marks: ReadonlyMap<string, ReadonlySet<number>>): Set<number> =>
  new Set(chain.flatMap(({ stack = '', logicalId = '' }) => [...marks.get(`${stack}/${logicalId}`) ?? []]));
