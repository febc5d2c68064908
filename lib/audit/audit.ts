import { resolve } from 'node:path';
import { readSources } from './assembly/read';
import type { Loaded } from './assembly/types';
import { extractFacts } from './facts/extract';
import type { Facts } from './facts/types';
import { groupsOfInvariants } from './invariants';
import type { Context } from './invariants/types';
import { fingerprinter } from './material/fingerprint';
import type { AuditInput, AuditResult, Finding, Invariant, Verdict } from './model';
import { Resolver } from './resolve/resolver';
import { assumptions, governingStatement } from './verdict/assumptions';
import { matrixOf } from './access/matrix';
import { accessOf } from './verdict/access';
import { accessPrincipals, accessResources, accessWays, controlPolicyEntries, foundAt, withStops } from './verdict/access-ways';
import { cellsOf } from './verdict/cells';
import { applyExceptions, checkExceptions } from './verdict/exceptions';
import { toFindings } from './verdict/finding';
import { secretInventory } from './verdict/inventory';
import { networkMap } from './verdict/network-map';
import { suppressionFindings } from './verdict/suppressions';
import { buildWorld } from './world/build';

/** Every invariant that the audit decides, by id. */
export const invariantsById: ReadonlyMap<string, Invariant> = new Map(
  groupsOfInvariants.flatMap(({ invariants }) => invariants.map(invariant => [invariant.id, invariant])),
);

const worst = (findings: readonly Finding[]): Verdict => {
  const open = findings.filter(({ status }) => status === 'open');
  if (open.some(({ verdict }) => verdict === 'VIOLATED')) return 'VIOLATED';
  return open.length > 0 ? 'UNKNOWN' : 'PROVEN';
};

const countFacts = (facts: Facts): number =>
  (Object.values(facts) as (readonly unknown[] | ReadonlyMap<string, unknown>)[]).reduce(
    (sum, kind) => sum + ('size' in kind ? kind.size : kind.length),
    0,
  );

/** Reads the input whole. */
export const load = ({ sources, root }: AuditInput): Loaded => {
  const [only, second] = sources;
  return readSources(sources, root ?? (only && !second ? resolve(only.path) : undefined));
};

/** Decides every invariant over input that has been read. */
const decided = (
  loaded: Loaded,
  { environments: file = {}, profiles = file.profiles ?? ['relations'], today = new Date().toISOString().slice(0, 10), salt }: AuditInput,
) => {
  checkExceptions(file);
  const world = buildWorld(loaded, file);
  const resolver = new Resolver(world);
  const facts = extractFacts(loaded, world, resolver, fingerprinter(loaded.inputs, salt));
  const environments = world.environments.filter(({ kind }) => kind === 'environment');
  const context: Context = { facts, world, resolver, loaded, file, environments };
  const decides = ({ kind }: Invariant) => profiles.includes(kind === 'relation' ? 'relations' : 'hygiene');
  const drafts = groupsOfInvariants
    .flatMap(group => group.decide(context))
    .filter(({ invariant }) => decides(invariantsById.get(invariant)!));
  const { findings: judged, links, suppressions } = applyExceptions(toFindings(drafts, invariantsById), file, today);
  const matrix = matrixOf(context);
  const ways = accessWays(matrix, foundAt(judged));
  const findings = [...withStops(judged, ways), ...suppressionFindings(suppressions)];
  return { context, profiles, decides, findings, links, suppressions, matrix, ways, verdict: worst(findings) };
};

/** Judges input that has been read. */
export const judge = (loaded: Loaded, input: AuditInput): AuditResult => {
  const { context, profiles, decides, findings, links, suppressions, matrix, ways, verdict } = decided(loaded, input);
  const { world, facts, environments } = context;
  const names = environments.map(({ name }) => name);
  const count = (status: Finding['status'], verdict?: Finding['verdict']) =>
    findings.filter(finding => finding.status === status && (verdict === undefined || finding.verdict === verdict)).length;
  return {
    schema: 'audit/1',
    verdict,
    profiles: [...profiles].sort(),
    counts: {
      environments: environments.length,
      stacks: world.stacks.length,
      resources: world.stacks.reduce((sum, { resources }) => sum + resources.size, 0),
      facts: countFacts(facts),
      files: loaded.inputs.length,
      violated: count('open', 'VIOLATED'),
      unknown: count('open', 'UNKNOWN'),
      declared: count('declared'),
      suppressed: count('suppressed'),
      informational: count('informational'),
    },
    invariants: [...invariantsById.values()].map(invariant => ({
      ...invariant,
      decided: decides(invariant),
      verdict: decides(invariant) ? worst(findings.filter(finding => finding.invariant === invariant.id)) : 'UNKNOWN',
    })),
    environments: environments.map(({ name, accounts, stacks, credentials, promotedFrom }) => ({
      name,
      accounts: [...accounts].sort(),
      regions: [...new Set(stacks.flatMap(({ region }) => region ?? []))].sort(),
      stacks: stacks.map(stack => stack.name).sort(),
      resources: stacks.reduce((sum, { resources }) => sum + resources.size, 0),
      credentials,
      promotedFrom,
    })),
    governing: world.environments
      .filter(({ kind }) => kind === 'organization')
      .flatMap(({ name, accounts, stacks }) =>
        [...accounts].sort().map(account => ({
          kind: 'organization' as const,
          name,
          account,
          stacks: stacks.map(stack => stack.name).sort(),
          statement: governingStatement,
        })),
      ),
    cells: cellsOf(names, findings),
    access: accessOf(context, matrix, findings),
    accessWays: ways,
    principals: accessPrincipals(matrix),
    resources: accessResources(matrix),
    controlPolicies: controlPolicyEntries(matrix),
    findings,
    links,
    suppressions,
    secretInventory: secretInventory(context, matrix),
    network: networkMap(context),
    inputs: loaded.inputs,
    assumptions,
  };
};

/**
 * Proves, or disproves, that the environments of an assembly share nothing. The same input gives the same result,
 * whatever the folder, the time zone and the order of files.
 *
 * @throws UnusableInput where anything cannot be read
 */
export const audit = (input: AuditInput): AuditResult => judge(load(input), input);

/**
 * The verdict and the findings alone, for who writes no report: everything is decided, and no inventory is made.
 *
 * @throws UnusableInput where anything cannot be read
 */
export const verdictOf = (input: AuditInput): Judgement => judgementOf(load(input), input);

/** What is decided, without any inventory. */
export type Judgement = Pick<AuditResult, 'verdict' | 'findings'>;

/** The same for input that has been read, or put together. */
export const judgementOf = (loaded: Loaded, input: AuditInput): Judgement => {
  const { verdict, findings } = decided(loaded, input);
  return { verdict, findings };
};
