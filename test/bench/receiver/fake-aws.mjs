// answers what the receiver asks, at once: what is left is the receiver's own time.
import { createServer } from 'node:http';

const [settings, secret] = process.argv.slice(2);

const secretValue = ({ VersionStage }) => (VersionStage === 'AWSCURRENT'
  ? [200, { SecretString: secret, VersionId: 'version-1', CreatedDate: 1_700_000_000 }]
  : [400, { __type: 'ResourceNotFoundException', message: 'no such version' }]);

const answers = {
  GetParameter: () => [200, { Parameter: { Value: settings } }],
  GetSecretValue: secretValue,
  PutItem: () => [200, {}],
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', () => {
    const name = String(request.headers['x-amz-target']).split('.')[1];
    const body = name === 'GetSecretValue' ? JSON.parse(Buffer.concat(parts).toString()) : {};
    const [status, answer] = answers[name]?.(body) ?? [400, { __type: 'UnknownOperationException' }];
    response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'application/json' }).end(JSON.stringify(answer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
