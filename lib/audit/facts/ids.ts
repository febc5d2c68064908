// ids and hosts that AWS gives to one thing in the world: whoever writes the same means the same thing.
import { isIssuedLabel } from '../material/issued';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Ids of old, which are short enough to be a name's ending, only of what is known; long ones of whatever has them. */
const ID = new RegExp(`(?<![\\w-])(?:${[
  '(?:vpc|subnet|sg|rtb|pcx|tgw(?:-attach|-rtb)?|vpce(?:-svc)?|eipalloc|eni|igw|nat|acl|rslvr-[a-z]+|vgw|cgw|dxgw)-[0-9a-f]{8,32}',
  '(?:fs|fsap|snap|i|vol|lt|svcnetwork|mrk)-[0-9a-f]{8,32}',
  'd-[0-9a-f]{10}',
  '[a-z][a-z0-9]*(?:-[a-z]+){0,3}-0[0-9a-f]{16}',
  // the instance of a directory of people is the organization's.
  '(?!ssoins-)[a-z]{1,10}-(?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{16}',
  `[a-z][a-z0-9]{0,11}-${UUID}`,
].join('|')})(?![\\w-])`, 'g');

/** Unique ids of identities, and of distributions and what they sign in with. */
const UNIQUE =
  /(?<![A-Z0-9])(?:AROA|AIDA|AGPA)[A-Z0-9]{16,17}(?![A-Z0-9])|(?<=Origin Access Identity |(?:distribution|cloudfront)\/)E[A-Z0-9]{11,14}/g;

const REGION = '[a-z]{2}(?:-[a-z]+)+-\\d';

/** Services that give what they make a host of its own. */
const SERVICE =
  '(?:execute-api|rds|cache|serverlesscache|elb|lambda-url|appsync-api|appsync-realtime-api|iot|es|aoss|redshift|redshift-serverless|docdb|neptune|kafka|kafka-serverless|vpce|vpc-lattice-svcs|mq|memorydb|dax-clusters|efs|fsx|server\\.transfer|eks|auth|awsapprunner|cs|opsworks-cm)';

const HOST = new RegExp(`(?<![\\w.-])(?:[a-z0-9][a-z0-9-]*\\.)+(?:${[
  `(?:${SERVICE}\\.${REGION}|${REGION}\\.${SERVICE})\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws|amazoncognito\\.com)`,
  `(?:${REGION}\\.)?(?:awsapprunner|elasticbeanstalk|amplifyapp|awsglobalaccelerator)\\.com`,
  // caches shorten their region.
  '[a-z]{2,6}\\d\\.cache\\.amazonaws\\.com(?:\\.cn)?',
  'cloudfront\\.net',
].join('|')})(?![\\w-])`, 'gi');

const POOL = new RegExp(`(?<![\\w-])${REGION}(?:_[A-Za-z0-9]{9}|:${UUID})(?![\\w-])`, 'g');

/** Any host of a service, and what in it shows that it is one thing's: buckets are told by their names. */
const ANY_HOST = /(?<![\w.-])(?:[a-z0-9][a-z0-9_-]*\.)+(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws|aws\.dev)(?![\w-])/gi;
const isOnes = (host: string): boolean => !/(?:^|\.)s3[.-]/.test(host) && host.split('.').slice(0, -2).some(isIssuedLabel);

const hostsIn = (text: string): string[] =>
  [...text.matchAll(HOST), ...[...text.matchAll(ANY_HOST)].filter(([host]) => isOnes(host))].map(([host]) => host.toLowerCase());

/** Every such id in a text. */
export const idsIn = (text: string): string[] => [
  ...[...text.matchAll(ID)].map(([id]) => id),
  ...(/AROA|AIDA|AGPA|Identity E|distribution\/E|cloudfront\/E/.test(text) ? [...text.matchAll(UNIQUE)].map(([id]) => id) : []),
  ...(/\.(?:aws|com|net|dev)\b/i.test(text) ? new Set(hostsIn(text)) : []),
  ...(/-\d[_:]/.test(text) ? [...text.matchAll(POOL)].map(([pool]) => pool) : []),
];
