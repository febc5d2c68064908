// answers what the three functions ask, with tables whose conditional writes are atomic, the inbox's stream, and a bus that refuses now
// and then; GET says what is in them.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [bundle, batch, values] = process.argv.slice(2);
const { FakeDynamo } = createRequire(import.meta.url)(bundle);
const { parameters, secrets } = JSON.parse(values);
const dynamo = new FakeDynamo();
const stream = [];
const bus = [];
let repeated = 0;
let offered = 0;

const onTable = name => async input => {
  // FakeDynamo tells a command by the name of its class, as the client's have it.
  const command = new (class { input = input; })();
  Object.defineProperty(command.constructor, 'name', { value: `${name}Command` });
  try {
    const answer = await dynamo.client.send(command);
    if (name === 'PutItem' && input.TableName === 'inbox') {
      const { verification, event } = input.Item;
      stream.push({ eventName: 'INSERT', dynamodb: { Keys: { verification, event }, SequenceNumber: String(stream.length) } });
    }
    return [200, answer];
  } catch (error) {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
    if (input.TableName === 'inbox' && name === 'PutItem') repeated += 1;
    return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: error.message, Item: error.Item }];
  }
};

const putEvents = ({ Entries }) => [200, {
  FailedEntryCount: 0,
  Entries: Entries.map(({ Detail }) => {
    offered += 1;
    if (offered % 50 === 0) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'not now' };
    bus.push(JSON.parse(Detail).verification);
    return { EventId: String(offered) };
  }),
}];

const answers = {
  ...Object.fromEntries(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map(name => [name, onTable(name)])),
  GetParameter: ({ Name }) => [200, { Parameter: { Value: parameters[Name] } }],
  GetSecretValue: ({ SecretId, VersionStage }) => (VersionStage === undefined || VersionStage === 'AWSCURRENT'
    ? [200, { SecretString: secrets[SecretId], VersionId: 'version-1', CreatedDate: 1_700_000_000 }]
    : [400, { __type: 'ResourceNotFoundException', message: 'no such version' }]),
  PutEvents: putEvents,
};

const told = url => {
  const from = /^\/stream\/(\d+)$/.exec(url)?.[1];
  if (from !== undefined) return stream.slice(Number(from), Number(from) + Number(batch));
  const inbox = dynamo.all('inbox');
  return { stored: inbox.map(({ verification }) => verification.S), waiting: inbox.filter(item => item.undispatched).length, bus, repeated };
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', async () => {
    if (request.method === 'GET') return response.end(JSON.stringify(told(request.url)));
    const name = String(request.headers['x-amz-target']).split('.')[1];
    const [status, answer] = await answers[name]?.(JSON.parse(Buffer.concat(parts).toString())) ?? [400, { __type: 'UnknownOperationException' }];
    response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'application/json' }).end(JSON.stringify(answer));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
