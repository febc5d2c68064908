import { judgeRuns } from './judge-runs';
import type { AssemblyDigest, Evidence, SignOff } from './types';
import type { Reason, ReasonCode } from '../../../lambda/gate/contract';

const HOUR_MS = 3_600_000;

/** Evidence is for the release that is about to happen. */
export const longestLifetimeMs = 7 * 24 * HOUR_MS;

/** Clocks of signer and gate may differ by this much. */
const CLOCK_MS = 5 * 60_000;

/** What the target knows by itself. */
export interface Expected {
  readonly release: string;
  readonly target: string;
  readonly source: string;
  /** Role whose sessions may sign off. */
  readonly approverRole: string;
  /** When the gate first took this evidence: what began in time may be finished later. */
  readonly takenAt?: number;
  readonly now: number;
}

/** A signed document whose signature holds. */
export interface Signed {
  readonly assembly: AssemblyDigest;
  readonly evidence: Evidence;
  readonly evidenceDigest: string;
}

export interface SignedOff {
  readonly assembly: AssemblyDigest;
  readonly evidenceDigest: string;
  readonly signOff: SignOff;
}

/** Whether authentic evidence is about this release, this target, this source and this time; no reason is a yes. */
export const judgeEvidence = ({ assembly, evidence }: Signed, { release, target, source, takenAt, now }: Expected): Reason[] => {
  const [created, expires] = [Date.parse(evidence.createdAt), Date.parse(evidence.expiresAt)];
  return [
    ...unless(evidence.id === release, 'evidence-release', `the evidence is that of release ${evidence.id}`),
    ...unless(evidence.target === target, 'evidence-target', `the evidence is for '${evidence.target}', and this is '${target}'`),
    ...unless(evidence.source.environment === source, 'evidence-source', `the evidence is from '${evidence.source.environment}', and '${target}' is promoted from '${source}'`),
    ...unless(created <= now + CLOCK_MS, 'evidence-early', `the evidence is dated ${evidence.createdAt}, which is in the future`),
    ...unless((takenAt ?? now) < expires, 'evidence-expired', `the evidence ended at ${evidence.expiresAt}; have it signed anew`),
    ...unless(expires > created && expires - created <= longestLifetimeMs, 'evidence-lifetime', `the evidence is to hold from ${evidence.createdAt} to ${evidence.expiresAt}; seven days are the most`),
    ...unless(evidence.audit.verdict === 'PROVEN', 'audit-violated', `the source's own audit ended with ${evidence.audit.verdict}`),
    ...unless(evidence.parity.verdict === 'PROVEN' && evidence.parity.differences === 0, 'parity-differs', `the source counts ${evidence.parity.differences} undeclared differences`),
    ...judgeRuns(evidence, assembly),
  ];
};

/** Whether an authentic sign-off is a person's word on exactly this evidence. */
export const judgeSignOff = ({ assembly, evidenceDigest, signOff }: SignedOff, of: Signed, { target, approverRole, now }: Expected): Reason[] => {
  const { evidence } = of;
  const [approved, created] = [Date.parse(signOff.approvedAt), Date.parse(evidence.createdAt)];
  const person = personOf(signOff.approver, evidence.source.account, approverRole);
  return [
    ...unless(assembly === of.assembly && evidenceDigest === of.evidenceDigest && signOff.id === evidence.id && signOff.target === target,
      'sign-off-foreign', 'the sign-off is on another evidence or for another target'),
    ...unless(person !== undefined, 'sign-off-person', `the sign-off is not by a session of ${approverRole} in the source's account`),
    ...unless(person === undefined || person !== sessionNameOf(evidence.maker), 'sign-off-person', 'the sign-off is by the one who made the evidence'),
    ...unless(approved >= created - CLOCK_MS && approved <= now + CLOCK_MS && approved < Date.parse(evidence.expiresAt),
      'sign-off-time', `the sign-off of ${signOff.approvedAt} is not within the time of the evidence`),
  ];
};

export const unless = (holds: boolean, code: ReasonCode, message: string): Reason[] => (holds ? [] : [{ code, message }]);

const sessionNameOf = (arn: string): string | undefined => arn.split('/').at(-1);

/** Name of the person whose session it is; `undefined` for anything but a session of the approvers' role. */
const personOf = (arn: string, account: string, role: string): string | undefined => {
  const prefix = `arn:aws:sts::${account}:assumed-role/${role}/`;
  const name = arn.startsWith(prefix) ? arn.slice(prefix.length) : '';
  return /^[\w+=,.@-]{2,64}$/.test(name) ? name : undefined;
};
