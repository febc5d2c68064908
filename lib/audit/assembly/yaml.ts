import type { CollectionTag, ScalarTag } from 'yaml';
import { limits } from './limits';
import { yaml } from './yaml-library';
import { UnusableInput } from '../model';

const shortForms = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'RefAll',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
  'ValueOf',
  'ValueOfAll',
];

const scalar = (tag: string, resolve: (text: string) => unknown): ScalarTag => ({ tag, resolve });

const names: [string, string][] = [
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...shortForms.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
];

/** CloudFormation's short forms, e.g. `!Sub text` for `{ "Fn::Sub": "text" }`. */
const tags: (ScalarTag | CollectionTag)[] = [
  scalar('!GetAtt', text => {
    const [id, ...attribute] = text.split('.');
    return { 'Fn::GetAtt': [id, attribute.join('.')] };
  }),
  { tag: '!GetAtt', collection: 'seq', resolve: seq => wrap('Fn::GetAtt', seq) },
  ...names.flatMap(([tag, key]): (ScalarTag | CollectionTag)[] => [
    scalar(tag, text => ({ [key]: text })),
    { tag, collection: 'seq', resolve: seq => wrap(key, seq) },
    { tag, collection: 'map', resolve: map => wrap(key, map) },
  ]),
];

/** Deferred, because inner tags are resolved when the whole becomes plain data. */
class Wrapped {
  constructor(
    readonly key: string,
    readonly inner: { toJSON(): unknown },
  ) {}

  toJSON(): unknown {
    return { [this.key]: this.inner.toJSON() };
  }
}

const wrap = (key: string, inner: unknown) => new Wrapped(key, inner as { toJSON(): unknown }) as never;

const tooDeep = (text: string): boolean => {
  let [depth, deepest] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) deepest = Math.max(deepest, (depth += 1));
    else if ((code === 93 || code === 125) && depth > 0) depth -= 1;
  }
  return deepest > limits.depth || /^(?:[ ]{2}|- ){300}/m.test(text);
};

/** Parses a YAML template into what its JSON form would be. */
export const parseYaml = (text: string, file: string): unknown => {
  if (tooDeep(text)) throw new UnusableInput(`is nested deeper than ${limits.depth} levels`, file);
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      customTags: tags,
      lineCounter: lines,
      schema: 'core',
      logLevel: 'silent',
      merge: true,
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem)
      throw new UnusableInput(
        problem.message.split('\n')[0] ?? 'is not YAML',
        file,
        `line ${lines.linePos(problem.pos[0]).line}`,
      );
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 })) ?? 'null') as unknown;
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput('is not YAML that can be read', file);
  }
};
