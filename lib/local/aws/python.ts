import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableSurroundings } from '../errors';
import { installPackages } from './python-install';
import { run } from './run';

export interface PythonOptions {
  /** Root folder of the project; the environment is `.bulkhead/venv` below it. */
  readonly root: string;
  readonly onLog?: (line: string) => void;
}

/** The project's own Python with the embedded AWS's packages; run modules with it, its scripts hold stale paths. */
export interface PythonEnvironment {
  readonly executable: string;
}

/** A Python of the machine that is new enough to build the environment with. */
export interface Interpreter {
  readonly command: string;
  readonly version: string;
}

const OLDEST_MINOR = 10;
const OVERRIDE = 'BULKHEAD_PYTHON';
// macOS keeps an old python3 of its own, beside which a newer one goes by its full name only.
const COMMANDS = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

const underway = new Map<string, Promise<PythonEnvironment>>();

/** Finds Python and installs the pinned packages below the project when they are missing or others than pinned. */
export const ensurePython = (options: PythonOptions): Promise<PythonEnvironment> => {
  const known = underway.get(options.root);
  if (known) return known;
  const promise = prepare(options).catch(error => {
    underway.delete(options.root);
    throw error;
  });
  underway.set(options.root, promise);
  return promise;
};

const prepare = async ({ root, onLog }: PythonOptions): Promise<PythonEnvironment> => {
  const interpreter = await findInterpreter();
  const requirements = join(root, 'lib/local/aws/requirements.txt');
  const wanted = {
    requirements: createHash('sha256').update(readFileSync(requirements)).digest('hex'),
    python: interpreter.version,
  };
  const folder = join(root, '.bulkhead/venv');
  const isReady = (): boolean => {
    const marker = join(folder, MARKER);
    return existsSync(executableOf(folder)) && existsSync(marker) && readFileSync(marker, 'utf8') === JSON.stringify(wanted);
  };
  if (!isReady()) {
    onLog?.(`installing the embedded AWS for Python ${interpreter.version} into .bulkhead/venv`);
    await installPackages({ interpreter, requirements, folder, marker: { name: MARKER, content: JSON.stringify(wanted) }, isReady });
  }
  return { executable: executableOf(folder) };
};

/** Written last, so that its presence says that the environment is whole and of which packages. */
const MARKER = 'bulkhead.json';

const executableOf = (folder: string): string => join(folder, 'bin/python');

const findInterpreter = async (): Promise<Interpreter> => {
  const override = process.env[OVERRIDE];
  const found: Interpreter[] = [];
  for (const command of override ? [override] : COMMANDS) {
    const answer = await run(command, ['-c', 'import platform; print(platform.python_version())']);
    if (answer.code !== 0) continue;
    const interpreter = { command, version: answer.stdout.trim() };
    if (isNewEnough(interpreter.version)) return interpreter;
    found.push(interpreter);
  }
  const remedy = `install Python 3.${OLDEST_MINOR} or newer, or name one in ${OVERRIDE}`;
  if (found.length > 0) {
    const versions = found.map(({ command, version }) => `${command} is ${version}`).join(', ');
    throw new UnusableSurroundings(`Python is too old for the embedded AWS: ${versions}; ${remedy}`);
  }
  throw new UnusableSurroundings(override
    ? `${OVERRIDE} is '${override}', which is no Python that runs; ${remedy}`
    : `no Python found as ${COMMANDS.slice(0, 2).join(' or ')}; ${remedy}`);
};

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= OLDEST_MINOR);
};
