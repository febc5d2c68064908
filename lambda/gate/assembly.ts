import { audit, type EnvironmentsFile, type Finding } from '../../lib/audit';
import { constructId, differencePattern } from '../../lib/environment/context';
import { unless, type Evidence, type Signed } from '../../lib/promotion/evidence';
import type { Reason } from './contract';
import type { GateSettings } from './settings';

const SHOWN = 5;

/**
 * Bounds what a signed declaration may say: it names the environments, and the links that lead out of them to an account that
 * holds no credentials of a provider; it silences no finding.
 */
const judgeDeclaration = (
  { environments = [], links = [], suppressions = [], differences = [] }: EnvironmentsFile, { source: { account: sourceAccount } }: Evidence,
  { target, source, account }: GateSettings,
): Reason[] => {
  const [own, before] = [target, source].map(name => environments.find(each => each.name === constructId(name)));
  const environmentsOfTraffic = new Set([
    ...environments.filter(each => each.credentials !== undefined || each.promotedFrom !== undefined).map(({ name }) => name),
    // what something is promoted from has traffic, whatever else is said of it.
    ...environments.map(({ promotedFrom }) => promotedFrom),
  ]);
  const inward = links.filter(({ to }) => environmentsOfTraffic.has(to) || !environments.some(({ name }) => name === to));
  return [
    ...unless(own?.accounts.join() === account && own.promotedFrom === constructId(source) && own.credentials !== undefined, 'audit-declaration',
      `the declaration does not describe '${target}' as this account, promoted from '${source}'`),
    ...unless(before?.accounts.join() === sourceAccount && before.credentials !== undefined, 'audit-declaration',
      `the declaration does not describe '${source}' as the account ${sourceAccount} with credentials of its own`),
    ...unless(suppressions.length === 0, 'audit-declaration', `${suppressions.length} findings are suppressed, and none may be in a release`),
    ...differences.filter(({ what }) => !differencePattern.test(what)).map(({ what }): Reason =>
      ({ code: 'audit-declaration', message: `the declared difference '${what.slice(0, 100)}' could cover everything; it must begin with a type of resource` })),
    ...inward.map(({ from, to }): Reason => ({ code: 'audit-declaration', message: `a link from '${from}' into '${to}' is declared; links may lead to a governing account only` })),
  ];
};

const told = (code: Reason['code'], findings: readonly Finding[]): Reason[] => [
  ...findings.slice(0, SHOWN).map(({ id, message }): Reason => ({ code, message: `${id}: ${message.slice(0, 300)}` })),
  ...findings.length > SHOWN ? [{ code, message: `and ${findings.length - SHOWN} more; \`bulkhead audit\` shows them` }] : [],
];

/** Concludes the audit anew over the archive, and compares the target's shape with its source's. */
export const judgeAssembly = (folder: string, { evidence }: Signed, settings: GateSettings, now: number): Reason[] => {
  const { declaration } = evidence;
  const declared = judgeDeclaration(declaration, evidence, settings);
  if (declared.length > 0) return declared;
  const { findings } = audit({
    sources: [{ kind: 'assembly', path: folder }],
    root: folder,
    // without a list of differences the audit tells of parity and judges it not.
    environments: { ...declaration, differences: declaration.differences ?? [] },
    today: new Date(now).toISOString().slice(0, 10),
  });
  const open = findings.filter(({ status }) => status === 'open');
  const [parity, others] = [open.filter(({ group }) => group === 'parity'), open.filter(({ group }) => group !== 'parity')];
  return [
    ...told('audit-violated', others.filter(({ verdict }) => verdict === 'VIOLATED')),
    ...told('audit-unknown', others.filter(({ verdict }) => verdict === 'UNKNOWN')),
    ...told('parity-differs', parity.filter(({ direction }) => direction?.to === constructId(settings.target))),
  ];
};
