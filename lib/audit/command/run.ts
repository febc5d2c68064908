import { basename, resolve } from 'node:path';
import { exitCodes, UnusableInput, type AuditInput, type AuditResult, type EnvironmentsFile, type Source } from '../model';
import { compare, explain, fileNames, formats, pairsNamed, render, table, visible, type Costs, type Format, type ReportContext } from '../report';
import type { Declaration } from './document';
import type { AuditOptions } from './options';
import { ownDeclaration } from './own';
import { isOwn, sourcesOf } from './sources';
import { writeAll } from './write';

/** What the command touches besides the files it is told of. */
export interface Surroundings {
  readonly audit: (input: AuditInput) => AuditResult;
  /** What the app of the working directory says of its environments. */
  readonly own?: () => EnvironmentsFile;
  /** What the environments cost, for a column beside the verdict. @default - the reports say nothing about it */
  readonly costs?: (environments: AuditResult['environments'], sources: readonly Source[]) => Costs;
  readonly cwd: string;
  readonly colour: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const UNUSABLE = 3;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- most runs are given no file, and the checks are half of a start
const declared = () => require('./declared') as typeof import('./declared');

const quoted = (text: string): string => (/^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`);

const commandOf = (names: readonly string[], { environments, mapping, baseline, profile, timestamp, commit, expand }: AuditOptions): string => [
  'bulkhead audit', ...names.map(quoted),
  ...Object.entries({ environments, mapping, baseline }).flatMap(([name, path]) => (path === undefined ? [] : [`--${name}`, quoted(basename(path))])),
  ...profile?.includes('hygiene') ? ['--profile hygiene'] : [],
  ...expand === undefined ? [] : ['--expand', quoted(expand)],
  ...timestamp === undefined ? [] : ['--timestamp', timestamp],
  ...commit === undefined ? [] : ['--commit', quoted(commit)],
].join(' ');

/** Every format but the terminal's, where a folder takes them. */
const wanted = ({ format, out }: AuditOptions): readonly Format[] => {
  if (format) {
    if (format.length > 1 && out === undefined) throw new UnusableInput('several formats need a folder: give --out', format.join(','), '--format');
    return format;
  }
  return out === undefined ? ['table'] : formats.filter(name => name !== 'table');
};

/** The file that was named, or what stands for it where the app's own assembly is meant. */
const environmentsOf = (folders: readonly string[], { environments }: AuditOptions, { own, cwd }: Surroundings): Declaration<EnvironmentsFile> | undefined => {
  if (environments !== undefined) return declared().readEnvironments(environments, cwd);
  const said = isOwn(folders, cwd) ? own?.() : undefined;
  return said && ownDeclaration(said);
};

const report = (folders: readonly string[], options: AuditOptions, surroundings: Surroundings): number => {
  const { audit, cwd, colour, out } = surroundings;
  const chosen = wanted(options);
  const environments = environmentsOf(folders, options, surroundings);
  const mapping = options.mapping === undefined ? undefined : declared().readMapping(options.mapping, cwd);
  const read = sourcesOf(folders, mapping?.value, cwd);
  const baseline = options.baseline === undefined ? undefined : declared().readBaseline(options.baseline, cwd);
  const result = audit({
    sources: read.sources, root: read.root, environments: environments?.value,
    profiles: options.profile, today: options.timestamp?.slice(0, 10),
  });
  const context: ReportContext = {
    command: commandOf(read.names, { ...options, environments: environments?.file.path }),
    commit: options.commit,
    timestamp: options.timestamp,
    expand: options.expand,
    declarations: [environments, mapping].flatMap(declaration => declaration?.file ?? []),
    comparison: baseline && compare(baseline, result),
    costs: surroundings.costs?.(result.environments, read.sources),
  };
  // a pair that is none is refused also where no access file is written.
  if (options.expand !== undefined) pairsNamed(result, options.expand);
  // explained first: an id that is not there leaves no reports behind.
  const explained = options.explain === undefined ? undefined : explain(result, options.explain);
  if (options.out !== undefined) {
    writeAll(resolve(cwd, options.out), Object.fromEntries(chosen.map(format => [fileNames[format], render(format, result, context)])), options.out);
  }
  if (explained !== undefined) out(explained);
  else if (options.out !== undefined) out(`${result.verdict}: wrote ${chosen.map(format => fileNames[format]).join(', ')} to ${visible(options.out)}\n`);
  else out(chosen[0] === 'table' ? table(result, context, { colour }) : render(chosen[0] ?? 'table', result, context));
  return exitCodes[result.verdict] ?? UNUSABLE;
};

/** The whole command; the exit status is the verdict's, and 3 where there is none. */
export const runAudit = (folders: readonly string[], options: AuditOptions, surroundings: Surroundings): number => {
  try {
    return report(folders, options, surroundings);
  } catch (error) {
    const known = error instanceof UnusableInput;
    surroundings.err(known ? `${visible(error.message)}\n` : `the audit could not finish, so there is no verdict: ${visible((error as Error).message)}\n`);
    return UNUSABLE;
  }
};
