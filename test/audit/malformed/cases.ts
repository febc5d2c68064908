// input that nobody should give to an audit: each case writes a folder, and the audit may not conclude anything from it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DEEP, manifest, resources, sound, stack, write, type MalformedCase } from './support';
import { templates } from './templates';

const manifestOf = (name: string, text: string | Uint8Array, problem: RegExp, file = /manifest\.json/): MalformedCase => ({
  name: `a manifest that ${name}`,
  problem,
  file,
  write: folder => write(folder, { ...sound, 'manifest.json': text }),
});
const withAssets = (
  name: string,
  text: string,
  problem: RegExp,
  file = /App\.assets\.json/,
  more: (folder: string) => void = () => undefined,
): MalformedCase => ({
  name: `an asset manifest that ${name}`,
  problem,
  file,
  write: folder => {
    write(folder, {
      ...sound,
      'manifest.json': manifest({
        'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
        'App': stack({}, { dependencies: ['App.assets'] }),
      }),
      'App.assets.json': text,
    });
    more(folder);
  },
});

const withTree = (name: string, problem: RegExp, files: Readonly<Record<string, string>>, named: unknown = 'tree.json', file = /tree\.json/): MalformedCase => ({
  name: `a construct tree that ${name}`,
  problem,
  file,
  write: folder => write(folder, { ...sound, 'manifest.json': manifest({ App: stack(), Tree: { type: 'cdk:tree', properties: { file: named } } }), ...files }),
});

export const malformed: readonly MalformedCase[] = [
  ...templates,
  withTree('is truncated', /is not JSON/, { 'tree.json': '{"tree":{"id":"App","path":"","child' }),
  withTree('is missing', /does not exist/, {}, 'tree.json', /manifest\.json/),
  withTree('is outside', /leads out/, {}, '../../etc/passwd', /manifest\.json/),
  withTree('has no name', /expected the name/, {}, null, /manifest\.json/),
  withTree('is a folder', /is a folder/, { 'tree.json/x': '' }),
  withTree('continues outside', /leads out|does not exist/, { 'tree.json': '{"fileName":"trees-1.json" ' }, '../trees-1.json', /manifest\.json/),
  {
    name: 'an asset manifest that no stack waits for and that is outside',
    problem: /leads out/,
    file: /manifest\.json/,
    write: folder => write(folder, { ...sound, 'manifest.json': manifest({ App: stack(), Loose: { type: 'cdk:asset-manifest', properties: { file: '../../x.json' } } }) }),
  },
  manifestOf('is truncated', sound['manifest.json'].slice(0, 60), /ends inside|is not JSON/),
  manifestOf('is empty', '', /is not JSON/),
  manifestOf('is a list', '[]', /expected an object/),
  manifestOf('is nested too deep', `{"artifacts":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`, /nested deeper/),
  manifestOf(
    'is random bytes',
    Uint8Array.from({ length: 512 }, (_, index) => (index * 7919) % 251),
    /not UTF-8|is not JSON/,
  ),
  manifestOf('gives an artifact twice', '{"artifacts":{"App":{"type":"x"},"App":{"type":"y"}}}', /'App' is given twice/),
  manifestOf('has null for its artifacts', '{"artifacts":null}', /expected an object|no stacks/, /./),
  manifestOf('has a list for properties', manifest({ App: { ...stack(), properties: [] } }), /expected/),
  manifestOf('names a template outside', manifest({ App: stack({ templateFile: '../../etc/passwd' }) }), /leads out/),
  manifestOf(
    'names a template outside with dots in between',
    manifest({ App: stack({ templateFile: 'a/../b/../../../etc/passwd' }) }),
    /leads out/,
  ),
  manifestOf('names a template by its root', manifest({ App: stack({ templateFile: '/etc/passwd' }) }), /leads out/),
  manifestOf('names a template with a NUL', manifest({ App: stack({ templateFile: 'App.json\0.txt' }) }), /leads out/),
  manifestOf('names a template that is a number', manifest({ App: stack({ templateFile: 7 }) }), /expected/),
  manifestOf(
    'names a template that is missing',
    manifest({ App: stack({ templateFile: 'Gone.json' }) }),
    /does not exist/,
    /manifest|Gone/,
  ),
  manifestOf(
    'names a folder as its template',
    manifest({ App: stack({ templateFile: '.' }) }),
    /is a folder|larger|not JSON|cannot be read/,
    /./,
  ),
  manifestOf('names metadata outside', manifest({ App: stack({}, { additionalMetadataFile: '../../../etc/hostname' }) }), /leads out/),
  manifestOf(
    'names metadata that is missing',
    manifest({ App: stack({}, { additionalMetadataFile: 'gone.json' }) }),
    /does not exist/,
    /manifest|gone/,
  ),
  manifestOf('contains itself', manifest({ In: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } }), /contains itself/),
  manifestOf(
    'contains a folder that is missing',
    manifest({ In: { type: 'cdk:cloud-assembly', properties: { directoryName: 'gone' } } }),
    /does not exist/,
    /manifest|gone/,
  ),
  manifestOf(
    'contains the root of everything',
    manifest({ In: { type: 'cdk:cloud-assembly', properties: { directoryName: '../../../../../../..' } } }),
    /leads out/,
  ),
  withAssets('is truncated', '{"files":{', /is not JSON|ends/),
  withAssets('has a list of files', '{"files":[]}', /expected an object/),
  withAssets('has a number for a file', '{"files":{"a":7}}', /expected an object/),
  withAssets('names an asset outside', '{"files":{"a":{"source":{"path":"../../../etc"}}}}', /leads out/),
  withAssets('names an asset by its root', '{"files":{"a":{"source":{"path":"/etc/passwd"}}}}', /leads out/),
  withAssets('names an asset that is missing', '{"files":{"a":{"source":{"path":"asset.gone"}}}}', /does not exist/, /./),
  withAssets('names an image outside', '{"dockerImages":{"a":{"source":{"directory":"../.."}}}}', /leads out/),
  withAssets('names an asset that links outside', '{"files":{"a":{"source":{"path":"asset.a"}}}}', /links out/, /./, folder =>
    symlinkSync('/etc', join(folder, 'asset.a')),
  ),
  withAssets(
    'names an asset that links to itself',
    '{"files":{"a":{"source":{"path":"asset.a"}}}}',
    /loop of symbolic links/,
    /./,
    folder => symlinkSync('asset.a', join(folder, 'asset.a')),
  ),
  {
    name: 'a manifest that is a folder',
    problem: /no manifest|is a folder/,
    file: /./,
    write: folder => mkdirSync(join(folder, 'manifest.json')),
  },
  {
    name: 'a manifest that links to itself',
    problem: /no manifest|loop/,
    file: /./,
    write: folder => symlinkSync('manifest.json', join(folder, 'manifest.json')),
  },
  {
    name: 'a template that links outside',
    problem: /links out/,
    file: /./,
    write: folder => {
      write(folder, { 'manifest.json': sound['manifest.json'] });
      symlinkSync('/etc/passwd', join(folder, 'App.json'));
    },
  },
  ...(['manifest.json', 'App.json'] as const).map((name): MalformedCase => ({
    name: `a pipe that nobody writes into, for ${name}`,
    problem: /no regular file/,
    file: /./,
    write: folder => {
      if (name !== 'manifest.json') write(folder, { 'manifest.json': sound['manifest.json'] });
      execFileSync('mkfifo', [join(folder, name)]);
    },
  })),
  { name: 'a folder with nothing in it', problem: /no manifest/, file: /./, write: () => undefined },
  {
    name: 'an assembly without stacks',
    problem: /no stacks/,
    file: /./,
    write: folder => write(folder, { 'manifest.json': manifest({}) }),
  },
  {
    name: 'context that is truncated',
    problem: /is not JSON|ends/,
    file: /cdk\.context\.json/,
    write: folder => write(folder, { ...sound, 'cdk.context.json': '{"a":' }),
  },
  {
    name: 'nested templates in a circle',
    problem: /nested in itself/,
    file: /./,
    write: folder => {
      const nested = (path: string) =>
        resources({ In: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': path }, Properties: {} } });
      write(folder, { ...sound, 'App.json': nested('a.json'), 'a.json': nested('b.json'), 'b.json': nested('a.json') });
    },
  },
  {
    name: 'a nested template outside',
    problem: /leads out/,
    file: /App\.json/,
    write: folder =>
      write(folder, {
        ...sound,
        'App.json': resources({
          In: { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': '../../../etc/passwd.json' }, Properties: {} },
        }),
      }),
  },
];
