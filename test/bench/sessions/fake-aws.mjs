// answers what the receiver asks, with an inbox whose conditional writes are atomic; GET says what is in it.
import { createServer } from 'node:http';

const [settings, secret] = process.argv.slice(2);
const inbox = new Map();
let repeated = 0;

const put = ({ Item }) => {
  const key = JSON.stringify([Item.verification.S, Item.event.S]);
  const old = inbox.get(key);
  if (old) {
    repeated += 1;
    return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: 'The conditional request failed', Item: old }];
  }
  inbox.set(key, Item);
  return [200, {}];
};

const answers = {
  GetParameter: () => [200, { Parameter: { Value: settings } }],
  GetSecretValue: ({ VersionStage }) => (VersionStage === 'AWSCURRENT'
    ? [200, { SecretString: secret, VersionId: 'version-1', CreatedDate: 1_700_000_000 }]
    : [400, { __type: 'ResourceNotFoundException', message: 'no such version' }]),
  PutItem: put,
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    if (request.method === 'GET') return response.end(JSON.stringify({ verifications: [...inbox.values()].map(item => item.verification.S), repeated }));
    const name = String(request.headers['x-amz-target']).split('.')[1];
    const [status, answer] = answers[name]?.(JSON.parse(Buffer.concat(parts).toString())) ?? [400, { __type: 'UnknownOperationException' }];
    response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'application/json' }).end(JSON.stringify(answer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
