import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Runs the full form of the proof; its exit code says whether everything held. */
export const proof = root => {
  const outfile = join(root, 'dist', 'proof', 'main.js');
  buildSync({
    absWorkingDir: root, entryPoints: ['test/proof/main.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error',
  });
  const { status } = spawnSync(process.execPath, [outfile], { cwd: root, env: { ...process.env, BULKHEAD_ROOT: root }, stdio: 'inherit' });
  return status ?? 3;
};
