import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { paired, timeCommand } from './paired.mjs';

const node = process.execPath;
const tsNodeVersion = '10.9.2';

/** The default tool chain's loader, installed for the bench alone. */
const installTsNode = folder => {
  if (existsSync(join(folder, 'node_modules', 'ts-node'))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', `ts-node@${tsNodeVersion}`], { cwd: folder, stdio: 'ignore' });
  if (status !== 0) throw new Error('ts-node could not be installed; the bench needs the npm registry once');
};

export const synthRows = async ({ root, rounds, say }) => {
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'));
  const benchFolder = join(root, '.bulkhead', 'bench');
  installTsNode(benchFolder);
  const cdk = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const quiet = ['synth', '--quiet', '--no-notices', '--output', join(out, 'cli')];
  const env = { CDK_OUTDIR: join(out, 'direct'), CDK_DISABLE_CLI_TELEMETRY: 'true' };
  const many = join(root, 'dist', 'bench', 'many.js');
  await build({
    absWorkingDir: root, entryPoints: ['test/bench/many.ts'], outfile: many, bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error',
  });
  const command = (args, more = {}) => () => timeCommand({ command: node, args, cwd: root, env, ...more });
  const asUser = command([cdk, ...quiet], { env: {} });
  const direct = command([join(root, 'dist', 'bin', 'app.js')]);
  const byDefault = command([cdk, ...quiet, '--app', `${node} -r ${join(benchFolder, 'node_modules', 'ts-node', 'register')} test/bench/default-app.ts`], {
    env: { TS_NODE_PREFER_TS_EXTS: 'true', TS_NODE_COMPILER_OPTIONS: '{"module":"commonjs","moduleResolution":"node10","isolatedModules":false}' },
  });
  const app = [join(root, 'bin', 'run.mjs'), 'app'];
  const clean = () => rmSync(join(out, 'direct'), { recursive: true, force: true });
  const forget = () => rmSync(join(root, 'dist', '.fingerprint-app'), { force: true });

  const row = async (what, against, target, [one, other], meets, times = rounds) => {
    say(`${what} / ${against}`);
    const [a, b] = await paired(one, other, times);
    return { what, against, target, ratio: a / b, one: a, other: b, met: meets(a / b) };
  };
  try {
    return [
      await row('`cdk synth` of all environments, as a user runs it', 'the same app run directly, prebuilt', '≤ 1.8', [asUser, direct], ratio => ratio <= 1.8),
      await row('`cdk synth` of all environments, as a user runs it', '`cdk init`\'s default tool chain on the same stacks', '≤ 0.125', [asUser, byDefault], ratio => ratio <= 0.125, Math.min(rounds, 3)),
      await row('build + bundle + synth', 'synth with everything prebuilt', '≤ 1.3', [command(app, { before: forget }), command(app)], ratio => ratio <= 1.3),
      await row('synth of 30 environments', 'of 3', '≤ 2.8', [command([many, '30'], { before: clean }), command([many, '3'], { before: clean })], ratio => ratio <= 2.8),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};
