import type { Access } from './access';
import { callFailed, CommandError, nameOf } from './command-error';
import { Fingerprints, type FingerprintRecord } from './fingerprints';
import { lastSeen } from './last-seen';
import { SecretStore } from './secret-store';
import type { SecretTarget } from './target';
import type { SecretKind } from '../secrets/settings';

/** What can be said of one version without reading it. */
export interface VersionStatus {
  readonly version: string;
  readonly stage: 'current' | 'pending' | 'previous';
  /** As it was checked when it was stored; null where it was stored some other way. */
  readonly class: string | null;
  readonly ageDays: number | null;
  /** When a delivery was last verified with it; null where none was seen, or nothing counts its use. */
  readonly lastSeen: string | null;
  /** Whether no other secret of any environment has the value; null where it was stored some other way. */
  readonly unique: boolean | null;
}

export interface SecretStatus {
  readonly environment: string;
  readonly binding: string;
  readonly kind: SecretKind;
  readonly present: boolean | null;
  readonly versions: readonly VersionStatus[];
  /** What is wrong or unknown, in words; empty where all is well. */
  readonly problems: readonly string[];
  /** 0 in order, 1 wrong, 2 unknown. */
  readonly verdict: 0 | 1 | 2;
}

const day = 86_400_000;

/** The state of secrets of one environment, one after the other; what cannot be found out is said, not left out. */
export const statusOf = async (targets: readonly SecretTarget[], access: Access, now: () => number): Promise<SecretStatus[]> => {
  const [first] = targets;
  if (first === undefined) return [];
  const records = await access.fingerprints(first).then(found => new Fingerprints(found).all()).catch(explain);
  const operator = await access.operator(first).catch(explain);
  const statuses: SecretStatus[] = [];
  for (const target of targets) {
    const row = { environment: target.config.name, binding: target.binding, kind: target.kind };
    try {
      if (operator instanceof CommandError) throw operator;
      const store = await SecretStore.open(operator, target);
      const [stages, made] = await Promise.all([store.stages(), store.createdAt()]);
      const held = (['current', 'pending', 'previous'] as const).flatMap(stage => (stages[stage] === undefined ? [] : [{ stage, version: stages[stage] }]));
      const seen = target.kind === 'signing-secret'
        ? await lastSeen(target, operator, held.map(({ version }) => version), now()) : new Map<string, Date>();
      const versions = held.map(({ stage, version }): VersionStatus => ({
        version, stage,
        class: recordOf(records, version)?.class ?? null,
        ageDays: made.has(version) ? Math.floor((now() - made.get(version)!.getTime()) / day) : null,
        lastSeen: seen.get(version)?.toISOString() ?? null,
        unique: isUnique(records, version),
      }));
      statuses.push({ ...row, present: stages.current !== undefined, versions, ...judge(target, versions, records) });
    } catch (error) {
      statuses.push({ ...row, present: null, versions: [], problems: [explain(error).message], verdict: 2 });
    }
  }
  return statuses;
};

const explain = (error: unknown): CommandError =>
  error instanceof CommandError ? error : callFailed(error, 'it cannot be read') ?? new CommandError(2, `it cannot be read (${nameOf(error)})`, { cause: error });

const live = (records: readonly FingerprintRecord[] | CommandError): readonly FingerprintRecord[] =>
  (records instanceof CommandError ? [] : records.filter(({ state }) => state !== 'withdrawn'));

const recordOf = (records: readonly FingerprintRecord[] | CommandError, version: string): FingerprintRecord | undefined =>
  live(records).find(record => record.version === version);

const isUnique = (records: readonly FingerprintRecord[] | CommandError, version: string): boolean | null => {
  const own = recordOf(records, version);
  return own === undefined ? null : !live(records).some(({ fingerprint, version: other }) => fingerprint === own.fingerprint && other !== version);
};

const judge = (
  { config }: SecretTarget, versions: readonly VersionStatus[], records: readonly FingerprintRecord[] | CommandError,
): Pick<SecretStatus, 'problems' | 'verdict'> => {
  if (!versions.some(({ stage }) => stage === 'current')) return { problems: ['no value is stored; `secrets put` stores it'], verdict: 2 };
  const wrong = versions.flatMap(version => [
    ...version.unique === false ? [`the ${version.stage} version is in use elsewhere too`] : [],
    ...version.class !== null && version.class !== config.credentials ? [`the ${version.stage} version is of class ${version.class}`] : [],
  ]);
  if (wrong.length > 0) return { problems: wrong, verdict: 1 };
  if (records instanceof CommandError) return { problems: [`fingerprints: ${records.message}`], verdict: 2 };
  const unknown = versions.filter(({ unique, class: kind }) => unique === null || kind === null);
  return {
    problems: unknown.map(({ stage }) => `the ${stage} version was not stored by these commands: its class and uniqueness are unknown`),
    verdict: unknown.length > 0 ? 2 : 0,
  };
};

/** One line for each version, under a heading. */
export const statusTable = (statuses: readonly SecretStatus[]): string => {
  const rows = statuses.flatMap(({ environment, binding, kind, present, versions }) => {
    const place = [environment, binding, kind];
    if (versions.length === 0) return [[...place, present === null ? 'unknown' : 'absent', '', '', '', '']];
    return versions.map(({ stage, class: held, ageDays, lastSeen: seen, unique }) => [
      ...place, stage, held ?? 'unknown', ageDays === null ? 'unknown' : `${ageDays} d`,
      kind === 'signing-secret' ? seen ?? 'not seen' : 'not counted', unique === null ? 'unknown' : unique ? 'unique' : 'NOT UNIQUE',
    ]);
  });
  const table = [['environment', 'binding', 'secret', 'stage', 'class', 'age', 'last seen verifying', 'fingerprint'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map(row => row[column]!.length)));
  const lines = table.map(row => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
  const problems = statuses.flatMap(({ environment, binding, kind, problems: own }) => own.map(text => `${environment} ${binding} ${kind}: ${text}`));
  return [...lines, ...problems].join('\n');
};
