import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-plugin-'));
const app = join(folder, 'app.js');
/** The toolkit hands its command to a shell and quotes nothing, so Node is called by a name without a space. */
const node = join(folder, 'node');

interface Report {
  readonly conclusion: string;
  readonly violations: readonly { readonly severity: string; readonly violatingConstructs: readonly unknown[] }[];
  readonly suppressedViolations?: readonly unknown[];
}

interface Synthesis {
  readonly status: number | null;
  readonly text: string;
  readonly report: () => Report;
}

/** Synthesizes in a process of its own, as the CDK toolkit does. */
const synthesize = (...parts: string[]): Synthesis => {
  const outdir = join(folder, parts.join('-') || 'clean');
  // jest's own NODE_ENV makes CDK report by exception alone.
  const env = { ...process.env, CDK_VALIDATION: 'false', NODE_ENV: '', NODE_PATH: join(root, 'node_modules'), JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [app, outdir, ...parts], { encoding: 'utf8', env, cwd: folder });
  return { status, text: stdout + stderr, report: () => JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports[0] };
};

/** The same through the toolkit, which reads CDK's report and drops what is not among the selected stacks. */
const toolkit = (selection: readonly string[], ...parts: string[]): Omit<Synthesis, 'report'> => {
  const outdir = join(folder, `toolkit-${parts.join('-')}`);
  const env = { ...process.env, CDK_VALIDATION: 'false', NODE_ENV: '', NODE_PATH: join(root, 'node_modules'), CDK_DISABLE_CLI_TELEMETRY: 'true' };
  const command = [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', ...selection, '--quiet', '--no-notices', '--no-version-reporting',
    '--app', [node, app, outdir, ...parts].join(' '), '--output', outdir];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env, cwd: folder });
  return { status, text: stdout + stderr };
};

beforeAll(() => {
  symlinkSync(process.execPath, node);
  buildSync({
    absWorkingDir: root, entryPoints: ['test/audit/plugin/app.ts'], outfile: app, bundle: true, platform: 'node', format: 'cjs', target: 'node20', packages: 'external', logLevel: 'error',
  });
});

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the isolation audit as a plugin of CDK', () => {
  test('lets a clean app pass', () => {
    const { status, text } = synthesize();
    expect([status, text]).toEqual([0, '']);
  });

  test('stops the synthesis on a leak and names both sides', () => {
    const { status, text } = synthesize('leak');
    expect(status).not.toBe(0);
    expect(text).toContain('Production → Staging');
    expect(text).toContain('Staging/Data/Reader');
  });

  test('is not silenced by acknowledging its rules', () => {
    const { status, report } = synthesize('leak', 'acknowledged');
    expect(status).not.toBe(0);
    expect(report().suppressedViolations ?? []).toEqual([]);
  });

  test('sees into nested stacks, whose templates CDK does not pass', () => {
    const { status, text } = synthesize('nested-leak');
    expect(status).not.toBe(0);
    expect(text).toContain('Production → Staging');
  });

  test('stops on what it cannot decide, acknowledged or not', () => {
    for (const { status, text } of [synthesize('unknown'), synthesize('unknown', 'acknowledged')]) {
      expect(status).not.toBe(0);
      expect(text).toContain('UNKNOWN');
    }
  });

  test('stops where it can give no verdict at all', () => {
    const { status, text } = synthesize('unusable');
    expect(status).not.toBe(0);
    expect(text).toContain('no verdict: environments of the isolation audit: environments.0.accounts.0: an account has twelve digits');
  });

  test('stops the toolkit whichever stacks are selected, those of the other side and none of a stage among them', () => {
    expect(toolkit([], 'clean').status).toBe(0);
    for (const selection of [[], ['Production/*'], ['Staging/*']]) {
      const { status, text } = toolkit(selection, 'leak', 'acknowledged');
      expect(status).not.toBe(0);
      expect(text).toContain('Production → Staging');
    }
    for (const problem of ['unknown', 'unusable']) expect(toolkit(['Production/*'], problem).status).not.toBe(0);
  }, 300_000);

  test('names a resource in every finding, because CDK prints and fails nothing without one', () => {
    for (const parts of [['leak'], ['nested-leak'], ['unknown'], ['unusable']]) {
      const { violations, conclusion } = synthesize(...parts).report();
      expect(conclusion).toBe('failure');
      expect(violations.length).toBeGreaterThan(0);
      for (const { severity, violatingConstructs } of violations) {
        expect(severity).toBe('fatal');
        expect(violatingConstructs.length).toBeGreaterThan(0);
      }
    }
  });
});
