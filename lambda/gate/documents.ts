import { readObject } from './archive';
import type { GateClients } from './clients';
import { releaseKeys, type ReasonCode } from './contract';
import { Refused, refuse, refuseFor } from './refused';
import type { GateSettings } from './settings';
import { deliveryRoles } from '../../lib/delivery/names';
import { digestOf, judgeEvidence, judgeSignOff, NotAuthentic, open, readEvidence, readSignOff, type Signed } from '../../lib/promotion/evidence';

export interface Asked {
  readonly release: string;
  readonly takenAt: number | undefined;
  readonly now: number;
}

const opened = <T>(name: 'evidence' | 'sign-off', bytes: Buffer, key: string, read: (body: Buffer) => T): { body: Buffer; statement: T } => {
  try {
    const body = open(JSON.parse(bytes.toString('utf8')), key);
    return { body, statement: read(body) };
  } catch (error) {
    const kind = error instanceof NotAuthentic ? error.kind : 'malformed';
    const message = error instanceof NotAuthentic ? error.message : 'it cannot be read';
    return refuse(`${name}-${kind}` satisfies ReasonCode, `the ${name} does not count: ${message}`);
  }
};

/** The evidence of a release that a person has signed off, verified in every respect that needs no assembly. */
export const readDocuments = async (clients: GateClients, settings: GateSettings, { release, takenAt, now }: Asked): Promise<Signed> => {
  const { keys, bucket, account, target, source } = settings;
  if (keys === undefined) {
    return refuse('keys-pending', `the keys of '${source}' are pending in the configuration of '${target}'; \`bulkhead evidence keys ${source}\` prints them, and \`bulkhead bootstrap ${target} --open\` lets them be deployed past this gate`);
  }
  const evidenceObject = await readObject(clients, bucket, releaseKeys.evidence(release), account);
  if (evidenceObject === undefined) return refuse('evidence-missing', `there is no evidence for the release ${release}`);
  const { body, statement } = opened('evidence', evidenceObject.bytes, keys.evidence, readEvidence);
  const signed: Signed = { ...statement, evidenceDigest: digestOf(body) };
  const expected = { release, target, source, approverRole: deliveryRoles.approver, takenAt, now };
  const reasons = judgeEvidence(signed, expected);
  const signOffObject = await readObject(clients, bucket, releaseKeys.signOff(release), account);
  if (signOffObject === undefined) {
    throw new Refused([...reasons, { code: 'sign-off-missing', message: 'nobody has signed the release off' }]);
  }
  const { statement: signOff } = opened('sign-off', signOffObject.bytes, keys.signOff, readSignOff);
  refuseFor([...reasons, ...judgeSignOff(signOff, signed, expected)]);
  return signed;
};
