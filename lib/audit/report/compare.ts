import type { AuditResult, Finding, InputFile, Verdict } from '../model';

/** What of an earlier JSON report is compared. */
export interface Baseline {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly inputs: readonly Pick<InputFile, 'path' | 'sha256'>[];
}

export interface Change {
  readonly before: Finding;
  readonly after: Finding;
  /** Names of the parts that differ. */
  readonly parts: readonly string[];
}

/** What an audit says that an earlier one did not, and the reverse. */
export interface Comparison {
  readonly verdict: { readonly before: Verdict; readonly after: Verdict };
  readonly appeared: readonly Finding[];
  readonly went: readonly Finding[];
  readonly changed: readonly Change[];
  readonly inputs: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };
}

const parts = ['verdict', 'status', 'message', 'remedy', 'environments', 'direction', 'chain', 'declared', 'suppressed', 'stoppedBy'] as const;

/** Without line numbers, which move with every edit above them, and whatever the order of keys. */
const text = (value: unknown): string => JSON.stringify(value, (key, inner: unknown) => {
  if (key === 'line') return undefined;
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
}) ?? '';

const changeOf = (before: Finding, after: Finding): Change[] => {
  const differing = parts.filter(part => text(before[part]) !== text(after[part]));
  return differing.length === 0 ? [] : [{ before, after, parts: differing }];
};

/** Findings are the same by id, inputs by path. */
export const compare = (before: Baseline, after: AuditResult): Comparison => {
  const old = new Map(before.findings.map(finding => [finding.id, finding]));
  const now = new Map(after.findings.map(finding => [finding.id, finding]));
  const oldFiles = new Map(before.inputs.map(({ path, sha256 }) => [path, sha256]));
  const nowFiles = new Map(after.inputs.map(({ path, sha256 }) => [path, sha256]));
  return {
    verdict: { before: before.verdict, after: after.verdict },
    appeared: after.findings.filter(({ id }) => !old.has(id)),
    went: before.findings.filter(({ id }) => !now.has(id)),
    changed: after.findings.flatMap(finding => (old.has(finding.id) ? changeOf(old.get(finding.id)!, finding) : [])),
    inputs: {
      added: [...nowFiles.keys()].filter(path => !oldFiles.has(path)),
      removed: [...oldFiles.keys()].filter(path => !nowFiles.has(path)),
      changed: [...nowFiles].filter(([path, digest]) => oldFiles.has(path) && oldFiles.get(path) !== digest).map(([path]) => path),
    },
  };
};
