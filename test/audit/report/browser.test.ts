import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const seen = spawnSync(process.execPath, [join(__dirname, 'browser.mjs')], { encoding: 'utf8', timeout: 300_000 });

// its exit status 3 says that there is no browser here; `npx jest test/audit/report/browser --verbose` tells which it was.
const inBrowser = seen.status === 3 ? test.skip : test;

inBrowser('the HTML report is whole in a browser: narrow, dark, on paper, by keyboard, filtered', () => {
  expect(seen.stderr).toBe('');
  expect(seen.stdout).toMatch(/nothing wrong/);
  expect(seen.status).toBe(0);
});
