import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAssemblies, comparisonText } from '../../../lib/delivery/ci/diff';

const folders: string[] = [];
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })));

/** An assembly of one environment with one template. */
const assembly = (template: object, stack = 'Webhook') => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  mkdirSync(join(folder, 'assembly-Staging'));
  writeFileSync(join(folder, 'manifest.json'), '{"version":"48.0.0"}');
  writeFileSync(join(folder, 'assembly-Staging', `${stack}.template.json`), JSON.stringify(template));
  return folder;
};

const queue = (properties: object) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const compared = (before: object, after: object) => Object.fromEntries(compareAssemblies(assembly(before), assembly(after)));

test('equal assemblies differ in nothing, whatever their folders are called', () => {
  expect(compared({ Resources: { Queue: queue({ A: 1 }) } }, { Resources: { Queue: queue({ A: 1 }) } })).toEqual({});
  expect(comparisonText(new Map())).toContain('no stack changes');
});

test('what is added, removed and changed is told by stack, type, id and path', () => {
  expect(compared(
    { Resources: { Gone: queue({}), Queue: queue({ Delay: 1, Redrive: { Count: 2 } }) }, Outputs: { Url: { Value: 'x' } } },
    { Resources: { Queue: queue({ Delay: 2, Redrive: { Count: 3 } }), New: queue({}) }, Outputs: { Url: { Value: 'y' } } },
  )).toEqual({
    'Staging/Webhook': [
      { change: 'removed', type: 'AWS::SQS::Queue', id: 'Gone', paths: [] },
      { change: 'changed', type: 'AWS::SQS::Queue', id: 'Queue', paths: ['Properties.Delay', 'Properties.Redrive.Count'] },
      { change: 'changed', type: 'Output', id: 'Url', paths: ['output.Value'] },
      { change: 'added', type: 'AWS::SQS::Queue', id: 'New', paths: [] },
    ],
  });
});

test('what stands beside the resources is told: the rule that stops a template in a wrong account, a mapping, a macro', () => {
  const before = { Rules: { OwnAccount: { Assertions: [] } }, Mappings: { Target: { a: { b: 'c' } } }, Parameters: { Version: { Default: '1' } } };
  const after = { Mappings: { Target: { a: { b: 'd' } } }, Parameters: { Version: { Default: '2' } }, Conditions: { Never: false }, Transform: 'Somebody::Macro' };
  expect(compared(before, after)['Staging/Webhook']?.map(({ change, type, id }) => `${change} ${type} ${id}`).sort()).toEqual([
    'added Condition Never', 'added Transform Transform', 'changed Mapping Target', 'changed Parameter Version', 'removed Rule OwnAccount',
  ]);
});

test('a folder that is no assembly is refused with the way out', () => {
  expect(() => compareAssemblies('/nowhere', assembly({}))).toThrow('\'/nowhere\' is no cloud assembly; run npx cdk synth --quiet first');
});

test('a policy of deletion is told, metadata is not', () => {
  const before = { Resources: { Queue: { ...queue({}), DeletionPolicy: 'Retain', Metadata: { path: 'a' } } } };
  const after = { Resources: { Queue: { ...queue({}), DeletionPolicy: 'Delete', Metadata: { path: 'b' } } } };
  expect(compared(before, after)).toEqual({ 'Staging/Webhook': [{ change: 'changed', type: 'AWS::SQS::Queue', id: 'Queue', paths: ['DeletionPolicy'] }] });
});

test('a stack that is new or gone is told whole', () => {
  const differences = compareAssemblies(assembly({ Resources: { A: queue({}) } }, 'Old'), assembly({ Resources: { B: queue({}) } }, 'New'));
  expect([...differences].map(([stack, [difference]]) => [stack, difference!.change])).toEqual([['Staging/New', 'added'], ['Staging/Old', 'removed']]);
});

test('names from a template cannot be anything but text in a comment', () => {
  const text = comparisonText(compareAssemblies(assembly({}), assembly({ Resources: { 'A`|<img src=x>\n@everyone': { Type: '`|**', Properties: {} } } })));
  const [row] = text.split('\n').filter(line => line.startsWith('| +'));
  expect(row).toBe('| + | `  **` | `A  <img src=x> @everyone` |  |');
});

test('a comment stays within what GitHub takes', () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`Queue${index}`, queue({})]));
  const text = comparisonText(compareAssemblies(assembly({}), assembly({ Resources: many })));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/… and \d+ lines more/);
});
