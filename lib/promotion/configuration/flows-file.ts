import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isObject, readJson, UnreadableError, type Json, type JsonObject } from '../../../lambda/webhook/json';
import type { FlowEntry, FlowsConfig } from '../../environment';
import { prototypeNames } from '../../environment/flow-schema';
import { isInOwnWords, refused, unusable } from '../../operator/command-error';
import { whyNot } from '../../operator/file-faults';

/** Far more than the flows of any fleet; a wrong file ends here. */
const largest = 1024 * 1024;

/** `bin/flows.json` as it was read: what it says, and the text by which a later change is noticed. */
export interface FlowsFile {
  readonly path: string;
  readonly text: string;
  readonly flows: FlowsConfig;
  readonly members: JsonObject['members'];
}

const faults: Readonly<Record<UnreadableError['reason'], string>> = {
  'encoding': 'is no UTF-8 text',
  'syntax': 'is no JSON',
  'depth': 'is nested far deeper than flows are',
  'duplicate-key': 'gives a name twice, so that a reader may see another value than the tools',
  'shape': 'is no object of environments',
};

const refusePrototypes = (value: Json): void => {
  if (Array.isArray(value)) return (value as readonly Json[]).forEach(refusePrototypes);
  if (!isObject(value)) return;
  for (const [name, inner] of value.members) {
    if (prototypeNames.has(name)) throw unusable(`bin/flows.json has the name '${name}', which is none of an environment, a binding or a setting; remove it`);
    refusePrototypes(inner);
  }
};

/**
 * Reads the flows strictly: what it accepts means the same to every reader. The shape is judged with the environments.
 *
 * @throws CommandError that says what to correct
 */
export const readFlowsFile = (path: string): FlowsFile => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw unusable(`${path} cannot be read: ${whyNot(error)}`, { cause: error });
  }
  if (bytes.length > largest) throw unusable(`bin/flows.json has ${bytes.length} bytes; flows take far less than ${largest}`);
  try {
    const root = readJson(bytes);
    if (!isObject(root)) throw new UnreadableError('shape');
    refusePrototypes(root);
    const text = bytes.toString('utf8');
    return { path, text, flows: JSON.parse(text) as FlowsConfig, members: root.members };
  } catch (error) {
    if (error instanceof UnreadableError) throw unusable(`bin/flows.json ${faults[error.reason]}; correct it by hand`, { cause: error });
    throw error;
  }
};

const written = (value: unknown, depth: number): string => JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`);

/** The file with one environment's flows of one binding exchanged; every other environment keeps its text, letter for letter. */
export const withFlows = ({ members, flows }: FlowsFile, environment: string, binding: string, entries: readonly FlowEntry[]): string => {
  const changed = { ...flows[environment], [binding]: entries };
  const others = new Map([...members].map(([name, value]) => [name, isObject(value) ? value.text : written(null, 1)]));
  others.set(environment, written(changed, 1));
  return `{\n${[...others].map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`).join(',\n')}\n}\n`;
};

/** What replacing the file needs; a test stops it in between. */
export interface FileSystem {
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

export const fileSystem: FileSystem = {
  read: path => readFileSync(path, 'utf8'),
  // flushed, so that a machine that stops cannot have renamed what it has not written.
  write: (path, text) => writeFileSync(path, text, { flush: true }),
  rename: renameSync,
  remove: path => rmSync(path, { force: true }),
};

/** Exchanges the file at once or not at all, and only if it is still the one that was read. */
export const replaceFlowsFile = ({ path, text: known }: FlowsFile, text: string, files: FileSystem = fileSystem): void => {
  // the same name every time, so that an interrupted run leaves nothing that the next one does not take away.
  const draft = join(dirname(path), `.${basename(path)}.new`);
  try {
    files.write(draft, text);
    if (files.read(path) !== known) throw refused('bin/flows.json was changed meanwhile; nothing was written: run the command again');
    files.rename(draft, path);
  } catch (error) {
    try {
      files.remove(draft);
    } catch {
      // where nothing can be written, there is no draft.
    }
    throw isInOwnWords(error) ? error : unusable(`${path} cannot be written: ${whyNot(error)}; what was made in the dashboard is found again by the next run`, { cause: error });
  }
};
