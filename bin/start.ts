// what `bulkhead` begins with: the audit runs on every change and loads itself alone, every other command loads them all.
// a reader that has seen enough, such as `head`, changes nothing of what a command does and of how it ends.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// each is a bundle of its own beside this one, which a plain require reads in half the time of an import.
/* eslint-disable @typescript-eslint/no-require-imports */
if (process.argv[2] === 'audit') require('./audit');
else require('./bulkhead');
