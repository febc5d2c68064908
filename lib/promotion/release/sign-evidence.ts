import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DeliveryAccess } from './access';
import { storeDocument } from './documents';
import { signStatement } from './sign';
import { audit, UnusableInput, type AuditResult, type EnvironmentsFile } from '../../audit';
import { json } from '../../audit/report/json';
import { constructId, type EnvironmentConfig } from '../../environment';
import { fromAssembly } from '../../operator/assembly';
import { CommandError, refused, undecided, unusable } from '../../operator/command-error';
import { assemblyDigest } from '../assembly-digest';
import { judgeEvidence, longestLifetimeMs, runSchema, writeEvidence, type Evidence, type EvidenceKind, type RunResult } from '../evidence';

export interface EvidenceRequest {
  readonly kind: EvidenceKind;
  readonly target: EnvironmentConfig;
  /** Folder of the assembly. */
  readonly assembly: string;
  /** Files that the suites wrote. */
  readonly acceptance?: string;
  readonly load?: string;
  /** What the source's look at its own ways has shown. */
  readonly connectivity?: RunResult;
  readonly declaration: EnvironmentsFile;
  /** For how long the evidence is to hold. */
  readonly hours: number;
}

const readRun = (kind: RunResult['kind'], file: string | undefined): RunResult | undefined => {
  if (file === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(`the ${kind} run ${file} cannot be read as JSON`, { cause: error });
  }
  const { success, data, error } = runSchema.safeParse(content);
  if (!success) throw unusable(`the ${kind} run ${file} is not of the expected form: ${error.issues[0]?.path.join('.') || 'the whole'}; have the suite write it`);
  return data;
};

const concluded = (folder: string, environments: EnvironmentsFile): { result: AuditResult; reportDigest: string } => {
  try {
    const result = audit({ sources: [{ kind: 'assembly', path: folder }], root: folder, environments });
    return { result, reportDigest: createHash('sha256').update(json(result, { command: 'bulkhead evidence sign' })).digest('hex') };
  } catch (error) {
    throw error instanceof UnusableInput ? unusable(error.message, { cause: error }) : error;
  }
};

/** What an assembly and its runs amount to, as a statement for one target; refused here where the gate would refuse it. */
export const stateEvidence = (access: Pick<DeliveryAccess, 'environment' | 'caller'>, request: EvidenceRequest, now: number) => {
  const { environment: { account, config: { name } }, caller } = access;
  const { target, declaration, hours, kind } = request;
  if (target.promotedFrom !== name) throw unusable(`'${target.name}' is promoted from '${target.promotedFrom ?? 'nowhere'}', not from '${name}'`);
  const { digest } = fromAssembly(request.assembly, () => assemblyDigest(request.assembly));
  const { result: { findings }, reportDigest } = concluded(request.assembly, declaration);
  const open = findings.filter(({ status }) => status === 'open');
  const differences = open.filter(({ group, direction }) => group === 'parity' && direction?.to === constructId(target.name));
  const others = open.filter(({ group }) => group !== 'parity');
  const verdict = others.some(finding => finding.verdict === 'VIOLATED') ? 'VIOLATED' : others.length > 0 ? 'UNKNOWN' : 'PROVEN';
  const evidence: Evidence = {
    version: 1, id: `r${randomBytes(16).toString('hex')}`, kind,
    source: { environment: name, account }, target: target.name, maker: caller,
    createdAt: new Date(now).toISOString(), expiresAt: new Date(Math.min(now + hours * 3_600_000, now + longestLifetimeMs)).toISOString(),
    ...kind === 'promotion' && { acceptance: readRun('acceptance', request.acceptance), load: readRun('load', request.load), connectivity: request.connectivity },
    audit: { verdict, reportDigest },
    parity: { verdict: differences.length === 0 ? 'PROVEN' : 'VIOLATED', differences: differences.length },
    declaration,
  };
  const reasons = judgeEvidence({ assembly: digest, evidence, evidenceDigest: '' }, { release: evidence.id, target: target.name, source: name, approverRole: '', now });
  if (reasons.length === 0) return { digest, evidence };
  const details = [...others, ...differences].slice(0, 5).map(({ message }) => `  - ${message}`);
  const text = ['the gate would refuse this evidence, so it is not signed:', ...reasons.map(({ code, message }) => `  - ${code}: ${message}`), ...details].join('\n');
  throw new CommandError(reasons.every(({ code }) => code.endsWith('-missing')) || verdict === 'UNKNOWN' ? 2 : 1, text);
};

/** Signs what the source has accepted and keeps it there; every call makes a release of its own. */
export const signEvidence = async (
  access: DeliveryAccess, request: EvidenceRequest, now: number,
): Promise<{ readonly release: string; readonly text: string; readonly evidence: Evidence }> => {
  if (!/:(?:assumed-role|user)\//.test(access.caller)) throw refused('evidence is signed by a role\'s session or a user, not by the account itself');
  const { digest, evidence } = stateEvidence(access, request, now);
  const text = `${JSON.stringify(await signStatement(access, 'evidenceKey', writeEvidence(digest, evidence)), null, 2)}\n`;
  await storeDocument(access, 'evidence', evidence.id, text);
  return { release: evidence.id, text, evidence };
};

export const missing = (what: string, release: string): CommandError => undecided(`there is no ${what} for the release ${release} in this environment`);
