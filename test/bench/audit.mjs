// the audit against the linter that reads the same templates, against itself, and in memory.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { paired, timeCommand } from './paired.mjs';

const node = process.execPath;
const cfnLintVersion = '1.58.0';
/** cfn-lint's exit status is a sum of what it found; 1 and 32 and above are failures of its own. */
const lintFailed = status => status === null || status === 1 || status >= 32;

/** The linter, installed for the bench alone. */
const installCfnLint = folder => {
  const bin = join(folder, 'bin', 'cfn-lint');
  if (existsSync(bin)) return bin;
  const python = ['python3', 'python'].find(name => spawnSync(name, ['--version']).status === 0);
  if (!python) throw new Error('cfn-lint needs Python 3.10 or newer; the bench found none');
  const run = (command, args) => {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`cfn-lint could not be installed; the bench needs the Python registry once:\n${stderr.slice(-1000)}`);
  };
  run(python, ['-m', 'venv', folder]);
  run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `cfn-lint==${cfnLintVersion}`]);
  return bin;
};

const templatesOf = folder =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.template.json'))
    .map(name => join(folder, name))
    .sort();

/** What a run of the audit says of itself: the megabytes that it took at its peak. */
const megabytesOf = (script, args, cwd) => {
  const { status, stdout, stderr } = spawnSync(node, [script, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the audit did not finish:\n${stderr.slice(-1000)}`);
  return Number(stdout);
};

export const auditRows = async ({ root, rounds, say }) => {
  const out = mkdtempSync(join(tmpdir(), 'bulkhead-bench-audit-'));
  const compiled = name => join(root, 'dist', 'bench', `${name}.js`);
  mkdirSync(join(root, '.bulkhead', 'bench'), { recursive: true });
  const cfnLint = installCfnLint(join(root, '.bulkhead', 'bench', 'venv'));
  await build({
    absWorkingDir: root,
    entryPoints: { 'many': 'test/bench/many.ts', 'audit-once': 'test/bench/audit-once.ts' },
    outdir: join(root, 'dist', 'bench'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    logLevel: 'error',
  });
  const synthesize = (environments, resources) => {
    const folder = join(out, `${environments}-${resources}`);
    timeCommand({
      command: node,
      args: [compiled('many'), String(environments), String(resources)],
      cwd: root,
      env: { CDK_OUTDIR: folder },
    });
    return folder;
  };
  const row = async (what, against, target, [one, other], limit, times = rounds) => {
    say(`${what} / ${against}`);
    const [a, b] = await paired(one, other, times);
    return { what, against, target, ratio: a / b, one: a, other: b, met: a / b <= limit };
  };
  const timed = (command, args, fine) => () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (!fine(status)) throw new Error(`\`${command}\` exited with ${status}:\n${stderr.slice(-1000)}`);
    return performance.now() - start;
  };
  try {
    const [three, thirty] = [synthesize(3, 0), synthesize(30, 0)];
    const [verdict, done] = [status => [0, 1, 2].includes(status), status => status === 0];
    const command = timed(
      node,
      [join(root, 'dist', 'bin', 'bulkhead.js'), 'audit', three, '--format', 'html,sarif', '--out', join(out, 'reports')],
      verdict,
    );
    // the command loads the whole app; what grows with the environments is the audit.
    const alone = folder => timed(node, [compiled('audit-once'), folder, join(out, 'reports')], done);
    const linting = timed(cfnLint, ['--non-zero-exit-code', 'none', '--', ...templatesOf(three)], status => !lintFailed(status));
    const rows = [
      await row(
        'audit of 3 environments, HTML and SARIF written',
        `cfn-lint ${cfnLintVersion} over the same templates`,
        '≤ 0.05',
        [command, linting],
        0.05,
        Math.min(rounds, 3),
      ),
      await row('audit of 30 environments (435 pairs)', 'of 3 (3 pairs)', '≤ 12', [alone(thirty), alone(three)], 12),
    ];
    say('audit of 30 environments with 500 resources each, peak memory');
    const megabytes = megabytesOf(compiled('audit-once'), [synthesize(30, 500), join(out, 'reports')], root);
    return [
      ...rows,
      {
        what: 'audit of 30 environments × 500 resources, peak memory in MB',
        against: '512 MB',
        target: '≤ 1',
        ratio: megabytes / 512,
        one: megabytes,
        other: 512,
        met: megabytes <= 512,
      },
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};
