import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenariosOf } from 'bulkhead/testing';

const root = join(__dirname, '../..');
const document = readFileSync(join(root, 'docs/testing.md'), 'utf8');

test('the documented example is the test that runs', () => {
  const [, example] = /^```ts\n([\s\S]*?)^```$/m.exec(document) ?? [];
  expect(example).toBe(readFileSync(join(__dirname, 'example.test.ts'), 'utf8'));
});

test('every scenario is documented with its end', () => {
  const rows = scenariosOf('self', 'test').map(({ name, title, expected }) => `| \`${name}\`: ${title} | \`${expected}\` |`);
  expect(rows.filter(row => !document.includes(row))).toEqual([]);
});
