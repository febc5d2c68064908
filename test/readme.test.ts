import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answers, type Answer } from '../lambda/webhook/answers';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const row = ({ when, status, kept, alarm }: Answer): string => `| ${when} | ${status} | ${kept} | ${alarm ? 'yes' : ''} |`;

test('the README shows the table of answers that the receiver decides by', () => {
  const table = ['| situation | answer | kept | alarm |', '|---|---|---|---|', ...Object.values(answers).map(row)].join('\n');
  expect(read('README.md')).toContain(table);
});

test.each(['README.md', 'CONTRIBUTING.md'])('every link of %s leads to a file that exists', (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
  expect(links.filter(path => !existsSync(join(root, dirname(file), path)))).toEqual([]);
});
