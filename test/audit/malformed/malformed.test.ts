// every malformed input is refused with file and place, in bounded time and memory, and never with a stack trace.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { audit } from '../../../lib/audit/audit';
import { UnusableInput } from '../../../lib/audit/model';
import { clean, scratch } from '../support/assembly';
import { malformed } from './cases';

const SECONDS = 5;
const MEGABYTES = 512;

let folders: string[];
beforeAll(() => {
  const root = scratch();
  folders = malformed.map(({ write }, index) => {
    const folder = join(root, `case-${index}`, 'cdk.out');
    mkdirSync(folder, { recursive: true });
    write(folder);
    return folder;
  });
}, 300_000);
afterAll(clean);

test.each(malformed.map((each, index) => [each.name, each, index] as const))('%s is refused', (_, { problem, file }, index) => {
  const started = performance.now();
  let error: unknown;
  try {
    audit({ sources: [{ kind: 'assembly', path: folders[index]! }] });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(UnusableInput);
  const refusal = error as UnusableInput;
  expect(refusal.problem).toMatch(problem);
  expect(refusal.file).toMatch(file);
  expect(refusal.exitCode).toBe(3);
  expect(refusal.message).not.toMatch(/root:x:|Maximum call stack/);
  expect(performance.now() - started).toBeLessThan(SECONDS * 1000);
});

test('the command line says so for each in one line, with exit status 3, and within its memory', async () => {
  const bundle = join(scratch(), 'audit.js');
  await build({
    stdin: {
      contents: `
        import { Command } from 'commander';
        import { auditCommand } from './lib/audit/command';
        const said = [];
        const program = new Command();
        auditCommand(program);
        const write = process.stderr.write.bind(process.stderr);
        for (const folder of process.argv.slice(2)) {
          let text = '';
          process.stderr.write = piece => { text += piece; return true; };
          process.exitCode = undefined;
          program.parse(['audit', folder], { from: 'user' });
          said.push([process.exitCode, text]);
        }
        process.stderr.write = write;
        process.exitCode = 0;
        process.stdout.write(JSON.stringify({ said, megabytes: process.resourceUsage().maxRSS / 1024 }));`,
      resolveDir: join(__dirname, '..', '..', '..'),
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, [bundle, ...folders], { encoding: 'utf8', maxBuffer: 1 << 26 });
  expect([status, stderr]).toEqual([0, '']);
  const { said, megabytes } = JSON.parse(stdout) as { said: [number, string][]; megabytes: number };
  expect(said).toHaveLength(malformed.length);
  for (const [code, text] of said) {
    expect([code, text.split('\n').length]).toEqual([3, 2]);
    expect(text).toMatch(/^\S.*: .+\n$/);
    expect(text).not.toMatch(/\n {4}at /);
    expect(text.length).toBeLessThan(1000);
  }
  expect(megabytes).toBeLessThan(MEGABYTES);
}, 300_000);
