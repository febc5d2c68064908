// a warm handler against raw writes with a client of the same kind, in turns; prints medians, and the handler's own share.
const { subscribe } = require('node:diagnostics_channel');
const { delivery } = require('./events.cjs');
const { handler } = require(process.argv[2]);
const rounds = Number(process.argv[4]);
const { DynamoDBClient, PutItemCommand } = require(process.argv[3]);

const silent = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

// time between a request and its answer belongs to AWS; everything else is the handler's.
let waiting = 0;
const starts = new WeakMap();
subscribe('http.client.request.start', ({ request }) => starts.set(request, performance.now()));
subscribe('http.client.response.finish', ({ request }) => { waiting += performance.now() - starts.get(request); });

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

const timed = async work => {
  waiting = 0;
  const started = performance.now();
  await work();
  const whole = performance.now() - started;
  return { whole, own: whole - waiting };
};

const main = async () => {
  const client = new DynamoDBClient({ maxAttempts: 2 });
  const raw = () => client.send(new PutItemCommand({
    TableName: 'inbox', Item: { verification: { S: 'self#1' }, event: { S: 'e' }, body: { B: Buffer.alloc(900, 1) }, digest: { S: 'x'.repeat(64) } },
  }));
  const receive = async event => {
    const { statusCode } = await handler(event);
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  };
  const times = { handler: [], raw: [], own: [] };
  const warmUp = Math.max(200, rounds / 10);
  for (let round = -warmUp; round < rounds; round++) {
    const event = delivery();
    const handled = await timed(() => receive(event));
    const written = await timed(raw);
    if (round < 0) continue;
    times.handler.push(handled.whole);
    times.own.push(handled.own);
    times.raw.push(written.whole);
  }
  silent(`${JSON.stringify({ handler: quantile(times.handler, 0.5), raw: quantile(times.raw, 0.5), own: quantile(times.own, 0.5), ownP99: quantile(times.own, 0.99) })}\n`);
  process.exit(0);
};

main();
