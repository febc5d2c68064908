import type { AuditResult, Finding, FindingStatus, Group, Step, Verdict } from '../model';

/** Never by colour alone: a sign and a word for each verdict. */
export const signs: Readonly<Record<Verdict, string>> = { PROVEN: '✓', VIOLATED: '✕', UNKNOWN: '?' };

export const groupTitles: Readonly<Record<Group, string>> = {
  accounts: 'Accounts', secrets: 'Secrets', identities: 'Identities', references: 'References', network: 'Network',
  data: 'Data', deployment: 'Deployment', configuration: 'Configuration', parity: 'Parity',
};

export const statusTitles: Readonly<Record<FindingStatus, string>> = {
  open: 'open', declared: 'declared as meant', suppressed: 'suppressed', informational: 'for information',
};

export const count = (number: number, one: string, many = `${one}s`): string => `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

export const between = (names: readonly string[]): string => (names.length === 0 ? 'the whole input' : names.join(' ↔ '));

/** Whom the finding sets against whom, with the direction where there is one. */
export const parties = ({ environments, direction, against }: Finding): string => {
  if (direction) return `${direction.from} → ${direction.to}`;
  if (environments.length < 2 && against === 'anyone') return `anyone ↔ ${between(environments)}`;
  if (environments.length < 2 && against === 'outside') return `outside ↔ ${between(environments)}`;
  return between(environments);
};

/** `Stack/LogicalId`, or as much of it as there is. */
export const nameOf = ({ stack, logicalId }: Step): string => [stack, logicalId].filter(part => part !== undefined).join('/');

/** `file:line`, as editors open it. */
export const locationOf = ({ file, line }: Step): string => (line === undefined ? file : `${file}:${line}`);

/** What stands at a step; secret material is only ever its fingerprint. */
export const contentOf = ({ value, fingerprint }: Step): string | undefined => (fingerprint === undefined ? value : `fingerprint ${fingerprint}`);

/** Whether there is a border between two neighbouring steps; chains may be told from either side. */
export const crosses = (before: Step | undefined, after: Step): boolean =>
  before?.environment !== undefined && after.environment !== undefined && before.environment !== after.environment;

/** What the verdict means, in a sentence that never says more than was decided. */
export const verdictSentence = ({ verdict, counts }: AuditResult): string => {
  const open = count(counts.unknown, 'place') + (counts.unknown === 1 ? ' that an invariant looks at is' : ' that invariants look at are') + ' not resolved';
  if (verdict === 'VIOLATED') {
    return `${count(counts.violated, 'finding')} ${counts.violated === 1 ? 'breaks' : 'break'} the isolation of these environments`
      + `${counts.unknown === 0 ? '' : `; besides, ${open}`}.`;
  }
  if (verdict === 'UNKNOWN') return `No leak was found, but isolation is not proven: ${open}.`;
  return `Nothing in these templates is shared between the environments: every invariant that was examined holds in ${count(counts.stacks, 'stack')} and ${count(counts.resources, 'resource')}.`;
};
