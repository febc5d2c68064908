import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandLine, descendants, eventually, runs } from '../local/processes';

const root = join(__dirname, '../..');
const report = mkdtempSync(join(tmpdir(), 'ending '));

const command = [join(root, 'bin/run.mjs'), 'demo', '--report', report];

/** Steps in which different kinds of processes run: the toolkit, or functions with the providers' side and everything around them. */
const steps = {
  toolkit: { line: '- Bootstrap', process: 'aws-cdk/bin/cdk' },
  functions: { line: '- Create sessions', process: 'aws-lambda-ric' },
};

/** Starts a program that runs the demo, and waits until a step has begun and what it starts runs. */
const start = async (args: readonly string[], env: NodeJS.ProcessEnv = {}, step: keyof typeof steps = 'toolkit'): Promise<ChildProcess> => {
  const started = spawn(process.execPath, args, {
    cwd: root, env: { ...process.env, npm_lifecycle_event: undefined, CI: 'true', ...env }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: started.stdout })) {
    if (line.startsWith(steps[step].line)) break;
  }
  started.stdout.resume();
  expect(await eventually(() => descendants(started.pid ?? 0).some(pid => commandLine(pid).includes(steps[step].process)))).toBe(true);
  return started;
};

const workOf = (pid: number) => join(root, '.bulkhead', `run-${pid}`);

const allGone = (pids: readonly number[]) => eventually(() => !pids.some(runs));

afterAll(() => rmSync(report, { recursive: true }));

test.each<[NodeJS.Signals, keyof typeof steps, number | null]>([['SIGINT', 'functions', 130], ['SIGTERM', 'toolkit', 143], ['SIGKILL', 'toolkit', null]])(
  'the demo takes everything it started with it on %s, while its %s run', async (signal, step, code) => {
    const demo = await start(command, {}, step);
    const pid = demo.pid ?? 0;
    const started = descendants(pid);
    const exited = once(demo, 'exit');
    demo.kill(signal);
    expect(await exited).toEqual([code, code === null ? signal : null]);
    expect(await allGone([pid, ...started])).toBe(true);
    // what was killed cannot tidy up; the next run does, whichever that is.
    if (signal === 'SIGKILL') rmSync(workOf(pid), { recursive: true, force: true });
    expect(existsSync(workOf(pid))).toBe(false);
  }, 300_000);

test('the demo ends when the npm that started it is killed, which tells nobody', async () => {
  const npm = `const child = require('node:child_process').spawn(process.execPath, ${JSON.stringify(command)}, { stdio: 'inherit' }); child.ref();`;
  const parent = await start(['-e', npm], { npm_lifecycle_event: 'demo' });
  const started = descendants(parent.pid ?? 0);
  parent.kill('SIGKILL');
  expect(await allGone(started)).toBe(true);
  expect(started.map(workOf).filter(path => existsSync(path))).toEqual([]);
}, 300_000);
