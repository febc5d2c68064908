// runs the real command line within the test: what it prints, how it ends, and nothing of the surroundings but what is given.
import { Readable } from 'node:stream';
import { isNativeError } from 'node:util/types';
import { program } from '../../../bin/bulkhead';
import { fail } from '../../../bin/fail';

// jest runs tests beside Node's own classes: there, an error of the system would be no Error, and the SDK would wrap it and drop its code.
const within = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return this === Error ? isNativeError(value) || within.call(this as () => void, value) : within.call(this as () => void, value);
  },
});

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const bare = {
  HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'eu-west-1', NODE_NO_WARNINGS: '1',
  // what bin/start.ts sets.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  // elsewhere the CDK counts the calls of Node's own functions, and would do so in every later test of this process.
  NODE_ENV: 'test',
};

/** Takes what is written to a stream for as long as something runs. */
const taken = (stream: NodeJS.WriteStream, lines: string[]): (() => void) => {
  const spy = jest.spyOn(stream, 'write').mockImplementation((text: unknown) => lines.push(String(text)) > 0);
  return () => spy.mockRestore();
};

// a command may end the process a moment after its end, which is the test's here; this one is the test's own copy.
process.exit = (() => undefined) as never;

/** One command at a time: how it ends stands in the process. */
export const runCommand = async (args: readonly string[], { env = {}, input = '' }: Surroundings = {}): Promise<Ended> => {
  const [out, err] = [[] as string[], [] as string[]];
  const before = { env: process.env, stdin: Object.getOwnPropertyDescriptor(process, 'stdin')! };
  process.env = { PATH: before.env['PATH'], ...bare, ...env };
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from(input === '' ? [] : [Buffer.from(input)]) });
  const restore = [taken(process.stdout, out), taken(process.stderr, err)];
  process.exitCode = undefined;
  try {
    await program.parseAsync(['node', 'bulkhead', ...args]).catch(fail);
    return { code: Number(process.exitCode ?? 0), out: out.join(''), err: err.join('') };
  } finally {
    restore.forEach(give => give());
    process.exitCode = undefined;
    process.env = before.env;
    Object.defineProperty(process, 'stdin', before.stdin);
  }
};

/** Every command that does something, as somebody types it. */
export const commandNames = (): string[] => {
  const below = (command: typeof program, path: readonly string[]): string[] => (command.commands.length === 0
    ? [path.join(' ')] : command.commands.filter(inner => inner.name() !== 'help').flatMap(inner => below(inner, [...path, inner.name()])));
  return below(program, []);
};
