import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fromAssembly } from '../../operator/assembly';

interface Resource {
  readonly Type: string;
  readonly [part: string]: unknown;
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** Sections beside the resources, and how one entry of each is called: a rule that goes means as much as a resource. */
const sections = {
  Conditions: 'Condition', Hooks: 'Hook', Mappings: 'Mapping', Outputs: 'Output', Parameters: 'Parameter', Rules: 'Rule',
} as const;

/** One difference of one stack. */
export interface Difference {
  readonly change: 'added' | 'removed' | 'changed';
  readonly type: string;
  readonly id: string;
  /** Paths of properties that differ. */
  readonly paths: readonly string[];
}

const longestComment = 60_000;

/** @throws CommandError where the folder is no cloud assembly */
const templatesIn = (folder: string): Map<string, Template> =>
  fromAssembly(folder, () => new Map(readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.template.json') && !file.includes(`asset.`))
    .map(file => [relative(folder, join(folder, file)).split(sep).join('/').replace('.template.json', '').replace(/^assembly-/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template])));

/** Paths at which two values differ; a list is one value, for its order means something. */
const differing = (before: unknown, after: unknown, path: string): string[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isPlain(before) || !isPlain(after)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key => differing(before[key], after[key], path === '' ? key : `${path}.${key}`));
};

const ignored = (path: string) => path === 'Metadata' || path.startsWith('Metadata.');

const compare = (before: Template, after: Template): Difference[] => {
  const of = ({ Resources = {}, Transform, ...rest }: Template) => new Map<string, Resource>([
    ...Object.entries(Resources),
    ...Transform === undefined ? [] : [['Transform', { Type: 'Transform', Transform }] as const],
    ...Object.entries(sections).flatMap(([section, Type]) => Object.entries(rest[section] ?? {})
      .map(([id, entry]): [string, Resource] => [`${section}.${id}`, { Type, [Type.toLowerCase()]: entry as unknown }])),
  ]);
  const [old, now] = [of(before), of(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): Difference[] => {
    const [was, is] = [old.get(id), now.get(id)];
    const name = id.split('.').at(-1) ?? id;
    if (!was || !is) return [{ change: was ? 'removed' : 'added', type: (was ?? is)!.Type, id: name, paths: [] }];
    const paths = differing(was, is, '').filter(path => !ignored(path));
    return paths.length > 0 ? [{ change: 'changed', type: is.Type, id: name, paths }] : [];
  });
};

/** What differs between two assemblies, stack by stack; neither AWS nor a credential is asked. */
export const compareAssemblies = (before: string, after: string): Map<string, Difference[]> => {
  const [old, now] = [templatesIn(before), templatesIn(after)];
  return new Map([...new Set([...old.keys(), ...now.keys()])].sort()
    .map((stack): [string, Difference[]] => [stack, compare(old.get(stack) ?? {}, now.get(stack) ?? {})])
    .filter(([, differences]) => differences.length > 0));
};

/** Text that a table shows and nothing else: the compared templates may be anybody's. */
const cell = (text: string): string => `\`${text.replaceAll(/[`|\p{Cc}]/gu, ' ').slice(0, 200)}\``;

const sign = { added: '+', removed: '−', changed: '~' } as const;

/** The comparison as a comment of a pull request. */
export const comparisonText = (differences: ReadonlyMap<string, readonly Difference[]>): string => {
  if (differences.size === 0) return '### Bulkhead: no stack changes\n';
  const all = [...differences.values()].flat();
  const count = (change: Difference['change']) => all.filter(difference => difference.change === change).length;
  const title = `### Bulkhead: ${differences.size} ${differences.size === 1 ? 'stack changes' : 'stacks change'} (${count('added')} added, ${count('removed')} removed, ${count('changed')} changed)\n`;
  const rows = [...differences].flatMap(([stack, list]) => [
    `\n#### ${cell(stack)}\n\n| | type | id | differs |\n|---|---|---|---|`,
    ...list.map(({ change, type, id, paths }) => `| ${sign[change]} | ${cell(type)} | ${cell(id)} | ${paths.slice(0, 8).map(cell).join(', ')}${paths.length > 8 ? ', …' : ''} |`),
  ]);
  const lines: string[] = [title];
  for (const [index, row] of rows.entries()) {
    if (lines.join('\n').length + row.length > longestComment) return `${lines.join('\n')}\n\n… and ${rows.length - index} lines more; the run's artifact has the assemblies\n`;
    lines.push(row);
  }
  return `${lines.join('\n')}\n`;
};
