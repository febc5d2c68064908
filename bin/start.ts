// what `bulkhead` begins with: the audit runs on every change and loads itself alone, every other command loads them all.
if (process.argv[2] === 'audit') void import('./audit');
else void import('./bulkhead');
