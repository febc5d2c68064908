import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UnusableSurroundings } from '../errors';
import type { Interpreter } from './python';
import { run } from './run';

export interface Installation {
  readonly interpreter: Interpreter;
  /** File of pinned requirements with hashes. */
  readonly requirements: string;
  readonly folder: string;
  readonly marker: { readonly name: string; readonly content: string };
  /** Whether the folder holds what is wanted: another process may have got there first. */
  readonly isReady: () => boolean;
}

/** Builds the environment beside its place and moves it there whole, so that an interrupted one is never taken for done. */
export const installPackages = async (installation: Installation): Promise<void> => {
  const { interpreter, requirements, folder, marker, isReady } = installation;
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent, basename(folder));
  const building = `${folder}-${process.pid}-${randomUUID()}`;
  try {
    const created = await run(interpreter.command, ['-m', 'venv', building]);
    if (created.code !== 0) throw venvFailed(interpreter, created.stdout + created.stderr);
    const installed = await run(join(building, 'bin/python'), [
      '-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '--no-input', '--disable-pip-version-check',
      '--retries', '2', '--quiet', '--requirement', requirements,
    ]);
    if (installed.code !== 0) throw pipFailed(interpreter, installed.stderr);
    writeFileSync(join(building, marker.name), marker.content);
    moveIntoPlace(building, folder, isReady);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
};

const moveIntoPlace = (building: string, folder: string, isReady: () => boolean): void => {
  if (isReady()) return;
  const outdated = `${building}-outdated`;
  if (existsSync(folder)) renameSync(folder, outdated);
  try {
    renameSync(building, folder);
  } catch (error) {
    // another process that installed the same has won the race.
    if (!isReady()) throw error;
  }
  rmSync(outdated, { recursive: true, force: true });
};

/** Removes what an interrupted installation left; its process id is in the name, and one that runs is left alone. */
const removeAbandoned = (parent: string, name: string): void => {
  for (const entry of readdirSync(parent)) {
    const owner = new RegExp(`^${name}-(\\d+)-`).exec(entry)?.[1];
    if (owner && !isRunning(Number(owner))) rmSync(join(parent, entry), { recursive: true, force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const venvFailed = ({ command, version }: Interpreter, output: string): UnusableSurroundings =>
  /ensurepip|No module named venv|python3[\d.]*-venv/.test(output)
    ? new UnusableSurroundings(`Python ${version} (${command}) lacks its venv module; `
      + 'install it (Debian and Ubuntu: apt install python3-venv) or name another Python in BULKHEAD_PYTHON')
    : new UnusableSurroundings(`Python ${version} (${command}) could not create .bulkhead/venv: ${lastLine(output)}`);

const OFFLINE =
  /name resolution|Name or service not known|nodename nor servname|Connection|ConnectTimeout|timed out|ProxyError|Max retries/i;

const pipFailed = ({ version }: Interpreter, output: string): UnusableSurroundings => {
  if (OFFLINE.test(output)) {
    return new UnusableSurroundings('the embedded AWS is not installed yet and the package index cannot be reached; '
      + 'run once with network (pip honours PIP_INDEX_URL and HTTPS_PROXY), later runs need none');
  }
  if (/DO NOT MATCH THE HASHES/i.test(output)) {
    return new UnusableSurroundings('a Python package differs from its pinned hash; '
      + 'the package index or a proxy altered it, so use another index (PIP_INDEX_URL)');
  }
  return new UnusableSurroundings(`the embedded AWS could not be installed for Python ${version}: ${lastLine(output)}; `
    + 'Python 3.10 to 3.13 are known to work, name one in BULKHEAD_PYTHON');
};

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
