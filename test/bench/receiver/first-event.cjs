// loads a handler and hands it one event, as a cold start does; prints the milliseconds, by the clock and of the processor.
const event = require('./events.cjs').delivery();

const silent = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = { time: performance.now(), processor: process.cpuUsage() };
require(process.argv[2]).handler(event).then(({ statusCode }) => {
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  const { user, system } = process.cpuUsage(started.processor);
  silent(`${JSON.stringify({ time: performance.now() - started.time, processor: (user + system) / 1000 })}\n`);
  process.exit(0);
});
