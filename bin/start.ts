// what `bulkhead` begins with: the audit runs on every change and loads itself alone, every other command loads them all.
import { fail } from './fail';

// what the SDK plans for its later versions says nothing of this command; package.json says which Node it needs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// a reader that has seen enough, such as `head`, changes nothing of what a command does and of how it ends; a full disk does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`standard output takes no more (${error.code ?? 'unknown reason'}); nothing else says what was done: run the same command again\n`);
    process.exit(3);
  });
}

// whatever nobody has thought of ends in words and in an exit code of the table as well.
process.on('uncaughtException', error => {
  fail(error);
  process.exit();
});

// each is a bundle of its own beside this one, which a plain require reads in half the time of an import.
/* eslint-disable @typescript-eslint/no-require-imports */
if (process.argv[2] === 'audit') require('./audit');
else (require('./bulkhead') as typeof import('./bulkhead')).run();
