import type { DeliveryAccess } from './access';
import { fetchDocument, storeDocument } from './documents';
import { publicHalf, signStatement } from './sign';
import { missing } from './sign-evidence';
import { deliveryRoles } from '../../delivery/names';
import { refused } from '../../operator/command-error';
import { digestOf, judgeEvidence, judgeSignOff, NotAuthentic, open, readEvidence, writeSignOff, type Evidence, type SignOff } from '../evidence';

/** The evidence of a release, verified with the environment's own key. */
export const verifiedEvidence = async (access: DeliveryAccess, release: string) => {
  const text = await fetchDocument(access, 'evidence', release);
  if (text === undefined) throw missing('evidence', release);
  try {
    const body = open(JSON.parse(text), await publicHalf(access, await access.place('evidenceKey')));
    return { ...readEvidence(body), evidenceDigest: digestOf(body), text };
  } catch (error) {
    if (error instanceof NotAuthentic || error instanceof SyntaxError) throw refused(`the evidence of ${release} does not count: ${error.message}; nothing was signed`);
    throw error;
  }
};

/** What a person should see before signing: who is asked to let what into where, and what stands behind it. */
export const summaryOf = ({ source, target, kind, acceptance, load, connectivity, maker, createdAt, expiresAt, declaration }: Evidence, assembly: string): string[] => [
  `${kind} of ${assembly}`,
  `from ${source.environment} (${source.account}) to ${target}`,
  `stated by ${maker} at ${createdAt}, holds until ${expiresAt}`,
  ...[acceptance, load, connectivity].flatMap(run => (run ? [`${run.kind}: ${run.cases.length} of ${run.cases.length} passed, ended at ${run.finishedAt}`] : [])),
  `declared: ${declaration.links?.length ?? 0} links, ${declaration.differences?.length ?? 0} differences of shape`,
];

/** Signs a release off in the name of the caller, who must be an approver; signed a second time, the later word stands. */
export const signOff = async (
  access: DeliveryAccess, release: string, reason: string, { now, show }: { readonly now: number; readonly show: (line: string) => void },
): Promise<string> => {
  const { assembly, evidence, evidenceDigest } = await verifiedEvidence(access, release);
  const statement: SignOff = { version: 1, id: release, target: evidence.target, approver: access.caller, approvedAt: new Date(now).toISOString(), reason };
  const expected = { release, target: evidence.target, source: evidence.source.environment, approverRole: deliveryRoles.approver, now };
  const signed = { assembly, evidence, evidenceDigest };
  const reasons = [...judgeEvidence(signed, expected), ...judgeSignOff({ assembly, evidenceDigest, signOff: statement }, signed, expected)];
  if (reasons.length > 0) throw refused(`the gate would refuse this sign-off, so it is not signed: ${reasons.map(({ message }) => message).join('; ')}`);
  summaryOf(evidence, assembly).forEach(show);
  const text = `${JSON.stringify(await signStatement(access, 'signOffKey', writeSignOff(assembly, evidenceDigest, statement)), null, 2)}\n`;
  await storeDocument(access, 'signOff', release, text);
  return text;
};
