import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchArchive } from './archive';
import { judgeAssembly } from './assembly';
import type { GateClients } from './clients';
import type { GateAnswer, GateRequest } from './contract';
import { readDocuments } from './documents';
import { examineStack, judgeExtraStacks, type Examination, type Examined } from './examine';
import { executeStack, type Pace } from './execute';
import { Ledger, Overtaken, type ReleaseRecord } from './ledger';
import { judgeReferences } from './references';
import { Refused, refuse, refuseFor } from './refused';
import type { GateSettings } from './settings';
import { releaseStacks, type ReleaseStack } from './stacks';
import { UnusableInput } from '../../lib/audit';
import { releaseId, unless, type Signed } from '../../lib/promotion/evidence';

export interface GateDependencies {
  readonly clients: GateClients;
  readonly settings: GateSettings;
  readonly pace: Pace;
  readonly now: () => number;
  /** Folder for the archive; emptied after every call. */
  readonly scratch: string;
}

type Answer = Omit<GateAnswer, 'version' | 'release'>;

const shown = (examined: readonly Examined[]) => examined.map(({ name, state }) => ({ name, state }));

const hasBegun = (record: ReleaseRecord | undefined): record is ReleaseRecord => record !== undefined && Object.keys(record.stacks).length > 0;

/** The release's evidence and assembly, verified whole; what is not accepted has not touched anything. */
const verify = async (
  release: string, before: ReleaseRecord | undefined, folder: string, { clients, settings, now }: GateDependencies, ledger: Ledger,
): Promise<{ signed: Signed; stacks: ReleaseStack[] }> => {
  const signed = await readDocuments(clients, settings, { release, takenAt: hasBegun(before) ? before.takenAt : undefined, now: now() });
  const { assembly, evidence, evidenceDigest } = signed;
  refuseFor(unless(before === undefined || (before.evidenceDigest === evidenceDigest && before.assembly === assembly),
    'evidence-replayed', 'the release has taken another evidence before'));
  // what was signed and never used does not bring an older assembly back when a newer one has come; a rollback is stated anew.
  refuseFor(unless(!await ledger.isSuperseded({ release, statedAt: Date.parse(evidence.createdAt) }),
    'evidence-superseded', `a release whose evidence is newer than ${evidence.createdAt} has begun since; have the assembly signed anew, with --rollback where it has run here before`));
  if (evidence.kind === 'rollback') {
    refuseFor(unless(await ledger.hasAccepted(assembly), 'rollback-unknown', `this environment has never accepted ${assembly}; promote it instead`));
  }
  await fetchArchive(clients, settings, assembly, folder);
  refuseFor(judgeAssembly(folder, signed, settings, now()));
  const stacks = releaseStacks(folder, settings);
  refuseFor(stacks.flatMap(stack => judgeReferences(stack, settings)));
  return { signed, stacks };
};

/** Where every stack stands; nothing is executed while one of them is not as the archive says. */
const examineAll = async (examination: Examination, stacks: readonly ReleaseStack[]): Promise<Examined[]> => {
  const found = [];
  for (const stack of stacks) found.push(await examineStack(examination, stack));
  refuseFor([...await judgeExtraStacks(examination, stacks), ...found.flatMap(({ reasons }) => reasons)]);
  return found.map(({ examined }) => examined);
};

/** What would happen, without any of it. */
const look = async (examination: Examination, stacks: readonly ReleaseStack[]): Promise<Answer> => {
  const examined = await examineAll(examination, stacks);
  const is = (state: Examined['state']) => examined.some(each => each.state === state);
  return { outcome: is('failed') ? 'failed' : is('executing') ? 'in-progress' : is('unprepared') ? 'prepare' : 'ready', reasons: [], stacks: shown(examined) };
};

/** Examines everything before anything is executed, then executes stack after stack. */
const carryOut = async (examination: Examination, stacks: readonly ReleaseStack[], ledger: Ledger, pace: Pace): Promise<Answer> => {
  const examined = await examineAll(examination, stacks);
  await ledger.begin(examination.record);
  let { record } = examination;
  for (const [index, stack] of stacks.entries()) {
    const here = examined[index] as Examined;
    if (here.state === 'current' || here.state === 'done') continue;
    if (here.state === 'unprepared') {
      // nothing is under way while somebody prepares, so that a rollback need not wait.
      await ledger.end(record);
      return { outcome: 'prepare', reasons: [], stacks: shown(examined) };
    }
    const { outcome, reasons, record: next } = await executeStack({ ...examination, record }, ledger, stack, here, pace);
    record = next;
    examined[index] = { ...here, state: outcome === 'executed' ? 'done' : outcome === 'failed' ? 'failed' : 'executing' };
    if (outcome === 'failed') await ledger.end(record);
    if (outcome !== 'executed') return { outcome, reasons, stacks: shown(examined) };
  }
  await ledger.accept(record.assembly, record.release);
  await ledger.end(record);
  // last, so that an interruption before it repeats what stands above.
  await ledger.write({ ...record, state: 'done' }, record);
  return { outcome: 'done', reasons: [], stacks: shown(examined) };
};

const decide = async (release: string, check: boolean, dependencies: GateDependencies): Promise<Answer> => {
  const { clients, settings, pace, now, scratch } = dependencies;
  const ledger = new Ledger(clients.dynamodb, settings.table);
  const before = await ledger.read(release);
  if (before?.state === 'done') {
    // the same evidence executes nothing a second time, whatever was prepared since.
    return { outcome: 'done', reasons: [], stacks: Object.entries(before.stacks).map(([name, { state }]) => ({ name, state })) };
  }
  const folder = mkdtempSync(join(scratch, 'release-'));
  try {
    const { signed, stacks } = await verify(release, before, join(folder, 'assembly'), dependencies, ledger);
    const { evidenceDigest, assembly } = signed;
    const taken = { release, evidenceDigest, assembly, takenAt: now(), statedAt: Date.parse(signed.evidence.createdAt), state: 'taken', stacks: {} } as const;
    if (check) return await look({ clients, settings, release, record: before ?? { ...taken, revision: 0 } }, stacks);
    return await carryOut({ clients, settings, release, record: before ?? await ledger.write(taken, undefined) }, stacks, ledger, pace);
  } catch (error) {
    // whoever cannot go on does not keep others waiting.
    if (error instanceof Refused && before !== undefined && !check) await ledger.end(before);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Decides one release and carries it as far as the time allows.
 *
 * The caller is trusted with nothing but a name. Whatever cannot be read or understood is a refusal, and a refusal executes nothing.
 */
export const gate = async (request: GateRequest, dependencies: GateDependencies): Promise<GateAnswer> => {
  const { version, release: name, check } = (request ?? {}) as Partial<GateRequest>;
  const { success, data: release } = releaseId.safeParse(name);
  const answer = (rest: Answer): GateAnswer => ({ version: 1, release: success ? release : '', ...rest });
  try {
    if (!success || version !== 1 || !['undefined', 'boolean'].includes(typeof check)) return refuse('release-malformed', 'name a release as `bulkhead evidence sign` printed it');
    return answer(await decide(release, check === true, dependencies));
  } catch (error) {
    if (error instanceof Overtaken) return answer({ outcome: 'in-progress', reasons: [], stacks: [] });
    if (error instanceof Refused) return answer({ outcome: 'refused', reasons: error.reasons, stacks: [] });
    if (error instanceof UnusableInput) return answer({ outcome: 'refused', reasons: [{ code: 'audit-unknown', message: `the assembly cannot be read: ${error.message}` }], stacks: [] });
    throw error;
  }
};
