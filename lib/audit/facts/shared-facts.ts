// configuration that two environments have in common although the world has one of it.
import { isIssuedId } from '../material/issued';
import type { Fingerprint } from '../material/fingerprint';
import { idsIn } from './ids';
import { sharedIn } from './shared-things';
import type { Facts, Place } from './types';

/** Names of what is drawn at a build and the same for everybody. */
const BUILT = new RegExp(
  'commit|sha\\d*|revision|digest|hash|checksum|etag|build|version|release|git|image|ami|'
  + 'namespace|algorithm|cipher|layer|package|asset|fingerprint|thumbprint|trace|nonce',
  'i',
);

/** Names of what somebody gave. */
const GIVEN = /(?:id|ids|identifier|sid|key|dsn)$/i;

/** Ids that a property takes from AWS, or that name a company and none of its environments. */
const COMMON =
  /(?:(?:Cache|OriginRequest|ResponseHeaders)PolicyId|HostedZoneId|ImageId|(?:Workspace|Tenant|Team|Owner|Model|Baseline|PrefixList)Id|OrgID)$/;

/** Conditions of policies and people of the directory, which are judged by themselves. */
const JUDGED = /\bCondition\.|^Properties\.(?:PrincipalId|InstanceArn)$/;

const GIVEN_PROPERTY = /(?:I[dD]|Ids|Identifier|Sid)$/;

/** Whether a property takes an id, and one that is somebody's. */
export const takesId = (shape: string): boolean => GIVEN_PROPERTY.test(shape) && !COMMON.test(shape) && !JUDGED.test(shape);

/** Whether a text is an id that somebody issued, going by its name where that is known. */
export const isGivenId = (name: string, text: string): boolean => !BUILT.test(name) && isIssuedId(text, GIVEN.test(name) ? 8 : 16);

/** Records what a text says of things of which the world has one. */
export const sharedFacts = (facts: Facts, fingerprint: Fingerprint, at: () => Place, text: string): void => {
  for (const { what, text: shown, hidden } of sharedIn(text))
    facts.identifiers.push({ place: at(), what, text: hidden === undefined ? shown : `${shown} (${fingerprint(hidden)})` });
};

/** Where a whole address is a server's or a router's own. */
export const holdsServer = (type: string, shape: string): boolean =>
  (/^AWS::Route53::RecordSet(Group)?$/.test(type) && shape.endsWith('ResourceRecords'))
  || (type === 'AWS::EC2::CustomerGateway' && shape === 'Properties.IpAddress');

/** Records the address of a server or a router: who has the same is behind the same. */
export const serverFacts = (facts: Facts, at: () => Place, text: string): void => {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && !/^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|0)\./.test(text))
    facts.identifiers.push({ place: at(), what: 'address', text });
};

/** Records a text that is an issued id as a whole. */
export const givenId = (facts: Facts, at: () => Place, name: string, text: string): void => {
  if (isGivenId(name, text) && idsIn(text).length === 0) facts.identifiers.push({ place: at(), what: 'id that a service gave', text });
};
