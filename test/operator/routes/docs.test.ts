// the page says of every check when it holds, and the runbook what each failure means.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connectivityMetrics, routeChecks } from '../../../lambda/connectivity/contract';

const docs = join(__dirname, '../../../docs');
const read = (file: string) => readFileSync(join(docs, file), 'utf8');

test.each(Object.keys(routeChecks))('%s has a row', check => {
  expect(read('connectivity.md')).toContain(`| \`${check}\` |`);
});

test.each(Object.entries(routeChecks).filter(([, kind]) => kind === 'route').map(([check]) => check))('what a failed %s means stands in its runbook', check => {
  expect(read('runbooks/route-failed.md')).toContain(`| \`${check}\` |`);
});

test('every metric is named, and every link leads somewhere', () => {
  const page = read('connectivity.md');
  for (const name of Object.values(connectivityMetrics)) expect(page).toContain(`\`${name}\``);
  for (const file of ['connectivity.md', 'decisions/routes-from-inside.md', 'decisions/address-seen-from-outside.md']) {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter(path => !existsSync(join(docs, dirname(file), path)))).toEqual([]);
  }
});
