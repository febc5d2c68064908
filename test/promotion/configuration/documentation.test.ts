import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flowsSchema } from '../../../lib/environment/schema';
import { quietAfter } from '../../../lib/promotion/configuration/retire';

const root = join(__dirname, '../../..');
const page = join(root, 'docs/flows.md');
const text = readFileSync(page, 'utf8');

test('the example of the page is what the file takes', () => {
  const [, json = ''] = /```json\n([^]*?)```/.exec(text) ?? [];
  expect(flowsSchema.safeParse(JSON.parse(json)).error).toBeUndefined();
});

test.each(['docs/flows.md', 'docs/decisions/promoted-flows.md', 'docs/decisions/backend-config.md'])('every link of %s leads to a file', file => {
  const links = [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.filter(path => !existsSync(join(root, dirname(file), path)))).toEqual([]);
});

test('the days that the pages name are those that the command waits', () => {
  expect(quietAfter('self')).toBe(4);
  expect(text).toContain('# four days later');
});
