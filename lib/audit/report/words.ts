import type { AuditResult, Finding, FindingStatus, Group, Step, Verdict, SecretEntry } from '../model';

/** Never by colour alone: a sign and a word for each verdict. */
export const signs: Readonly<Record<Verdict, string>> = { PROVEN: '✓', VIOLATED: '✕', UNKNOWN: '?' };

export const groupTitles: Readonly<Record<Group, string>> = {
  accounts: 'Accounts', secrets: 'Secrets', identities: 'Identities', references: 'References', network: 'Network',
  data: 'Data', deployment: 'Deployment', configuration: 'Configuration', parity: 'Parity',
};

export const statusTitles: Readonly<Record<FindingStatus, string>> = {
  open: 'open', declared: 'declared as meant', suppressed: 'suppressed', informational: 'for information',
};

/** A number with its thousands apart; the runtime's own way loads the rules of a language first, which takes longer than the page. */
export const grouped = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');

export const count = (number: number, one: string, many = `${one}s`): string => `${grouped(number)} ${number === 1 ? one : many}`;

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

/** A policy of the organization is on no side of a border. */
const governs = (step: Step | undefined): boolean => step?.resourceType === 'AWS::Organizations::Policy';

/** Whether there is a border between two neighbouring steps; chains may be told from either side. */
export const crosses = (before: Step | undefined, after: Step): boolean =>
  !governs(before) && !governs(after) && before?.environment !== undefined && after.environment !== undefined && before.environment !== after.environment;

/** What stops a finding's ways, where only policies of the organization do. */
export const stoppedWords = ({ stoppedBy = [] }: Pick<Finding, 'stoppedBy'>): string | undefined =>
  (stoppedBy.length === 0 ? undefined
    : `only ${stoppedBy.length === 1 ? 'a policy' : 'policies'} of the organization would stop it (${stoppedBy.join(', ')}), if attached and live, which no template shows; so it counts`);

/** Why a finding does not count, who answers for it, and until when. */
export const answerOf = ({ declared, suppressed }: Pick<Finding, 'declared' | 'suppressed'>): string | undefined => {
  if (declared) return `${declared.reason} (${declared.owner})`;
  return suppressed && `${suppressed.reason} (${suppressed.owner}, until ${suppressed.expires})`;
};

/** How a secret rotates, as far as templates say. */
export const rotationWords = ({ rotation, rotates }: Pick<SecretEntry, 'rotation' | 'rotates'>): string => {
  const by = { function: 'by a function of the template', hosted: 'by a function that AWS hosts', managed: 'by the service that made it', none: 'no schedule in the templates' }[rotation];
  return rotates === undefined ? by : `${by}, ${rotates}`;
};

/** What an environment costs a month, or at least, where something in it has no known price. */
export const monthlyWords = ({ monthly, unpriced }: { readonly monthly: number; readonly unpriced: Readonly<Record<string, number>> }): string => {
  const unknown = Object.entries(unpriced).map(([type, number]) => `${number} × ${type}`);
  return unknown.length === 0 ? monthly.toFixed(2) : `more than ${monthly.toFixed(2)}, for the price of ${unknown.join(', ')} is not known`;
};

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
