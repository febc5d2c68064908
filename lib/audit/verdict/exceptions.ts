// declared links and suppressions: what was found stays in the report, with who answers for it.
import type { Draft } from '../invariants/types';
import {
  UnusableInput,
  type DeclaredLink,
  type EnvironmentsFile,
  type Finding,
  type LinkUse,
  type SuppressionUse,
} from '../model';
import { fits } from '../policy/match';

const said = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** Refuses exceptions that nobody answers for, and such as would silence everything. */
export const checkExceptions = ({ links = [], suppressions = [], differences = [] }: EnvironmentsFile): void => {
  const refuse = (problem: string, place: string): never => {
    throw new UnusableInput(problem, 'environments file', place);
  };
  links.forEach((link, index) => {
    for (const key of ['from', 'to', 'what', 'reason', 'owner'] as const)
      if (!said(link[key])) refuse(`a link needs '${key}'`, `links.${index}`);
    if (/^[*?.\s]*$/.test(link.what))
      refuse(`'${link.what}' would allow everything; say what the link is`, `links.${index}.what`);
  });
  suppressions.forEach((suppression, index) => {
    for (const key of ['finding', 'reason', 'owner', 'expires'] as const)
      if (!said(suppression[key])) refuse(`a suppression needs '${key}'`, `suppressions.${index}`);
    if (/^[*?.\s-]*$/.test(suppression.finding))
      refuse(`'${suppression.finding}' would silence everything`, `suppressions.${index}.finding`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(suppression.expires))
      refuse(`'${suppression.expires}' is not a day (YYYY-MM-DD)`, `suppressions.${index}.expires`);
  });
  differences.forEach((difference, index) => {
    for (const key of ['what', 'reason', 'owner'] as const)
      if (!said(difference[key])) refuse(`a difference needs '${key}'`, `differences.${index}`);
  });
};

const joins = ({ from, to }: DeclaredLink, { direction, environments }: Finding): boolean =>
  direction
    ? direction.from === from && direction.to === to
    : environments.length === 2 && environments.includes(from) && environments.includes(to);

/** A link covers a finding only if it covers every place of it on the side that reaches. */
const covers = (link: DeclaredLink, finding: Finding): boolean => {
  if (!joins(link, finding)) return false;
  if (fits(link.what, finding.invariant)) return true;
  const [first] = finding.chain;
  const places = finding.chain.filter(({ environment }) => environment === first?.environment);
  return places.every(({ stack, logicalId, propertyPath, value }) =>
    [value, logicalId && `${stack}/${logicalId}`, logicalId && `${stack}/${logicalId}.${propertyPath ?? ''}`].some(
      text => text !== undefined && fits(link.what, text),
    ),
  );
};

const GOVERNS = {
  kind: 'organization',
  reason: 'the organization\'s management account names the accounts that it governs',
  owner: 'the organization',
} as const;

export interface Excepted {
  readonly findings: Finding[];
  readonly links: LinkUse[];
  readonly suppressions: SuppressionUse[];
}

/** Applies what the environments file declares and suppresses. */
export const applyExceptions = (
  found: readonly { draft: Draft; finding: Finding }[],
  { links = [], suppressions = [] }: EnvironmentsFile,
  today: string,
): Excepted => {
  const usedLinks = links.map(link => ({ link, findings: [] as string[] }));
  const used = suppressions.map(suppression => ({
    suppression,
    expired: suppression.expires < today,
    findings: [] as string[],
  }));
  const findings = found.map(({ draft, finding }): Finding => {
    if (finding.status !== 'open') return finding;
    if (draft.governing) return { ...finding, status: 'declared', declared: GOVERNS };
    if (draft.difference) return { ...finding, status: 'declared', declared: { kind: 'difference', ...draft.difference } };
    const use = usedLinks.find(({ link }) => covers(link, finding));
    if (use) {
      use.findings.push(finding.id);
      return { ...finding, status: 'declared', declared: use.link };
    }
    const suppressed = used.find(({ suppression: { finding: pattern }, expired }) => !expired && fits(pattern, finding.id));
    if (!suppressed) return finding;
    suppressed.findings.push(finding.id);
    return { ...finding, status: 'suppressed', suppressed: suppressed.suppression };
  });
  return {
    findings,
    links: usedLinks,
    suppressions: used.map(({ suppression, expired, findings: ids }) => ({
      suppression,
      state: expired ? 'expired' : ids.length > 0 ? 'used' : 'unused',
      findings: ids,
    })),
  };
};
