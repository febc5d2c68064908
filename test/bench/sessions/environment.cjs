// the deployed bundles behind a local address: the sessions function, the receiver, and the dispatcher behind the inbox's stream.
const { createServer } = require('node:http');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const load = name => require(join(process.argv[2], name, 'index.js')).handler;
const [sessions, receiver, dispatcher] = ['sessions', 'webhook', 'dispatcher'].map(load);

const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const headersOf = raw => {
  const headers = {};
  for (let index = 0; index < raw.length; index += 2) (headers[raw[index]] ??= []).push(raw[index + 1]);
  return headers;
};

/** Serves this many at once and lets the others wait, as so many instances would that serve one each. */
const instances = (count, serve) => {
  const waiting = [];
  return async (...asked) => {
    if (count > 0) count -= 1;
    else await new Promise(resolve => waiting.push(resolve));
    try {
      return await serve(...asked);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else count += 1;
    }
  };
};

const answers = {
  '/sessions': instances(50, async (_, body) => ({ statusCode: 200, body: JSON.stringify(await sessions(JSON.parse(body), { getRemainingTimeInMillis: () => 30_000 })) })),
  '/webhooks/self': instances(50, ({ url, rawHeaders }, body) => receiver({ resource: url, body: body.toString('base64'), isBase64Encoded: true, multiValueHeaders: headersOf(rawHeaders) })),
};

/** What stands between the stream and the dispatcher: batches in order, and from the first that failed once more. */
const follow = async () => {
  for (let from = 0; ;) {
    const Records = await (await fetch(`${process.env.AWS_ENDPOINT_URL}/stream/${from}`)).json();
    if (Records.length === 0) await pause(10);
    else {
      const { batchItemFailures: [failed] } = await dispatcher({ Records });
      from = failed === undefined ? from + Records.length : Number(failed.itemIdentifier);
    }
  }
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', async () => {
    const { statusCode, body } = await answers[request.url](request, Buffer.concat(parts));
    response.writeHead(statusCode).end(body);
  });
});
server.listen(0, '127.0.0.1', () => print(`${server.address().port}\n`));
void follow();
