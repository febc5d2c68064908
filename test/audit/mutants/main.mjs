// bundles the generator and runs it: `npm run audit:mutants`.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const outfile = join(root, 'dist', 'bench', 'mutants.js');
process.env.CDK_VALIDATION = 'false';
await build({ absWorkingDir: root, entryPoints: ['test/audit/mutants/run.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error' });
createRequire(import.meta.url)(outfile);
