import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePython } from '../../../lib/local/aws';
import { packageEnvironment, run } from '../../../lib/local/aws/run';
import { UnusableSurroundings } from '../../../lib/local/errors';

jest.setTimeout(180_000);

const root = join(__dirname, '../../..');
const { BULKHEAD_PYTHON, PATH } = process.env;
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'bulkhead-python-'));
  mkdirSync(join(project, 'lib/local/aws'), { recursive: true });
  cpSync(join(root, 'lib/local/aws/requirements.txt'), join(project, 'lib/local/aws/requirements.txt'));
});
afterEach(() => {
  rmSync(project, { recursive: true, force: true });
  for (const [name, value] of Object.entries({ BULKHEAD_PYTHON, PATH })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** A program that answers the question for its version, and then does what the script says. */
const fakePython = (version: string, script = 'exit 1'): void => {
  const file = join(project, 'fake-python');
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = "-c" ]; then echo ${version}; exit 0; fi\n${script}\n`);
  chmodSync(file, 0o755);
  process.env.BULKHEAD_PYTHON = file;
};

/** What `python -m venv DIR` leaves behind, with a pip that fails as the script says. */
const venvWithPip = (script: string): string =>
  `mkdir -p "$3/bin" && printf '#!/bin/sh\\n%s\\n' '${script}' > "$3/bin/python" && chmod +x "$3/bin/python"`;

const refused = async (message: RegExp): Promise<void> => {
  const failure = ensurePython({ root: project });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toBeInstanceOf(UnusableSurroundings);
  await expect(failure).rejects.toMatchObject({ exitCode: 3 });
  expect(existsSync(join(project, '.bulkhead')) ? readdirSync(join(project, '.bulkhead')) : []).toEqual([]);
};

test('no Python at all is said so, with the way out', async () => {
  process.env.PATH = project;
  delete process.env.BULKHEAD_PYTHON;
  await refused(/^no Python found as python3 or python; install Python 3\.10 or newer/);
});

test('a Python that is named and does not run is named in the message', async () => {
  process.env.BULKHEAD_PYTHON = '/no/such/python';
  await refused(/BULKHEAD_PYTHON is '\/no\/such\/python', which is no Python that runs/);
});

test('a Python that is too old is refused with its version', async () => {
  fakePython('3.9.6');
  await refused(/too old for the embedded AWS: .*fake-python is 3\.9\.6; install Python 3\.10 or newer/);
});

test('a Python without its venv module is refused with the package to install', async () => {
  fakePython('3.12.1', 'echo "ensurepip is not available" >&2; exit 1');
  await refused(/lacks its venv module; install it \(Debian and Ubuntu: apt install python3-venv\)/);
});

test('no network on the first run is said so, and nothing half-installed is left', async () => {
  fakePython('3.12.1', venvWithPip('echo "Failed to establish a new connection: Name or service not known" >&2; exit 1'));
  await refused(/not installed yet and the package index cannot be reached; run once with network/);
});

test('a package that differs from its hash is refused', async () => {
  fakePython('3.12.1', venvWithPip('echo "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE" >&2; exit 1'));
  await refused(/differs from its pinned hash/);
});

test('a second run installs nothing, other requirements install again, and abandoned ones are cleared away', async () => {
  const log = join(project, 'pip.log');
  fakePython('3.12.1', venvWithPip(`echo installed >> ${log}`));
  const lines: string[] = [];
  mkdirSync(join(project, '.bulkhead/venv-999999999-interrupted'), { recursive: true });
  const installAgain = async (): Promise<void> => {
    await jest.isolateModulesAsync(async () => {
      const fresh = await import('../../../lib/local/aws');
      await fresh.ensurePython({ root: project, onLog: line => lines.push(line) });
    });
  };
  await installAgain();
  await installAgain();
  expect(lines).toHaveLength(1);
  writeFileSync(join(project, 'lib/local/aws/requirements.txt'), 'moto==0\n');
  await installAgain();

  expect(lines).toHaveLength(2);
  expect(readdirSync(join(project, '.bulkhead'))).toEqual(['venv']);
});

test('the Python side passes its own tests', async () => {
  const python = await ensurePython({ root });
  const outcome = await run(python.executable, ['-W', 'ignore', '-m', 'unittest', 'discover', '-q'], {
    cwd: join(__dirname, 'python'),
    env: packageEnvironment(join(root, 'lib/local/aws')),
  });

  expect(outcome.stderr).toMatch(/\nOK\n?$/);
});
