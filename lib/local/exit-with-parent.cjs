// preloaded into every Node child: a child must not outlive its parent, not even a parent that was killed outright.
'use strict';

const end = () => process.exit(0);

// the parent holds the other end of the pipe and never writes; the kernel closes it with the parent, however that ends.
process.stdin.on('end', end).on('close', end).on('error', end).resume();
// the pipe alone must not keep a child alive that has nothing left to do.
process.stdin.unref?.();
