// ids and hosts that AWS gives to one thing in the world: whoever writes the same means the same thing.

/** Ids of old, which are short enough to be a name's ending, only of what is known; long ones of whatever has them. */
const ID =
  /(?<![\w-])(?:(?:vpc|subnet|sg|rtb|pcx|tgw(?:-attach|-rtb)?|vpce(?:-svc)?|eipalloc|eni|igw|nat|acl|rslvr-[a-z]+|vgw|cgw|dxgw|fs|fsap|snap|i|vol|lt|svcnetwork|mrk)-[0-9a-f]{8,32}|[a-z][a-z0-9]*(?:-[a-z]+){0,3}-0[0-9a-f]{16})(?![\w-])/g;

const REGION = '[a-z]{2}(?:-[a-z]+)+-\\d';

/** Services that give what they make a host of its own. */
const SERVICE =
  '(?:execute-api|rds|cache|serverlesscache|elb|lambda-url|appsync-api|appsync-realtime-api|iot|es|aoss|redshift|redshift-serverless|docdb|neptune|kafka|kafka-serverless|vpce|vpc-lattice-svcs|mq|memorydb|dax-clusters|efs|fsx|server\\.transfer|eks|auth|awsapprunner|cs|opsworks-cm)';

const HOST = new RegExp(
  `(?<![\\w.-])(?:[a-z0-9][a-z0-9-]*\\.)+(?:(?:${SERVICE}\\.${REGION}|${REGION}\\.${SERVICE})\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws|amazoncognito\\.com)|(?:${REGION}\\.)?(?:awsapprunner|elasticbeanstalk|amplifyapp|awsglobalaccelerator)\\.com|cloudfront\\.net)(?![\\w-])`,
  'gi',
);

const POOL = new RegExp(`(?<![\\w-])${REGION}(?:_[A-Za-z0-9]{9}|:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\\w-])`, 'g');

/** Every such id in a text. */
export const idsIn = (text: string): string[] => [
  ...[...text.matchAll(ID)].map(([id]) => id),
  ...(/\.(?:aws|com|net)\b/i.test(text) ? [...text.matchAll(HOST)].map(([host]) => host.toLowerCase()) : []),
  ...(/-\d[_:]/.test(text) ? [...text.matchAll(POOL)].map(([pool]) => pool) : []),
];
