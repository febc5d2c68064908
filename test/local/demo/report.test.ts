import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssertionFailed, createJournal, type Check } from '../../../lib/local/demo/journal';
import { silent, timed, type Timing } from '../../../lib/local/demo/narrator';
import { writeReport } from '../../../lib/local/demo/report';
import type { DemoResult } from '../../../lib/local/demo/result';
import { countSituations, sumMetric } from '../../../lib/local/demo/function-log';
import type { RunResult } from '../../../lib/promotion/evidence';
import { summary } from '../../../lib/local/demo/summary';

const check = (changes: Partial<Check> = {}): Check => ({
  step: 'Deliveries', kind: 'foreign-signature', from: 'staging', to: 'production', binding: 'self',
  what: 'a delivery', expected: '401', observed: '401', passed: true, ...changes,
});

const environment = (name: string, credentials: 'test' | 'live') =>
  ({ name, account: '111111111111', region: 'me-central-1', credentials, bindings: ['self'], endpoint: 'http://127.0.0.1:1/webhooks' });

const result = (changes: Partial<DemoResult> = {}): DemoResult => ({
  verdict: 'held', startedAt: '2026-01-01T00:00:00.000Z', milliseconds: 1234, versions: { node: 'v24' },
  environments: [environment('staging', 'test'), environment('production', 'live')],
  stacks: [], inventory: { stacks: 2, resources: 9, verified: 9, recorded: 0, missing: [] },
  checks: [check()], copies: 0, runs: [], timings: [{ title: 'Deploy', milliseconds: 1000 }], notEnforced: ['service control policies'], ...changes,
});

const page = async (given: DemoResult) => readFileSync(await writeReport(given, mkdtempSync(join(tmpdir(), 'report '))), 'utf8');

test('every value on the page is escaped', async () => {
  const text = await page(result({ checks: [check({ what: '<script>alert(1)</script>', observed: '"><img src=x>' })], failure: '<b>' }));
  expect(text).not.toMatch(/<script|<img|<b>&lt;b/);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('the page asks nothing of anybody', async () => {
  expect(await page(result())).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|<link|<script|@import|url\(/);
});

test('the page shows who tried what against whom, and what is not shown by the run', async () => {
  const text = await page(result());
  expect(text).toContain('1 of 1 signed deliveries refused');
  expect(text).toContain('service control policies');
  expect(text).toContain('Isolation held');
});

test('a failed check is seen on the page and on the terminal', async () => {
  const failed = result({ verdict: 'failed', failure: 'a delivery: expected 401, but saw 200', checks: [check({ passed: false, observed: '200' })] });
  expect(await page(failed)).toMatch(/Isolation did not hold[\s\S]*<details open>/);
  expect(summary(failed, 'report.html')).toContain('Failed: a delivery: expected 401, but saw 200');
  expect(summary(failed, 'report.html')).toContain('0 of 1');
});

test('the summary has a row for each environment', () => {
  const lines = summary(result(), 'report.html').split('\n');
  expect(lines.filter(line => /^(staging|production) /.test(line))).toHaveLength(2);
  expect(lines).toContain('Checked: 1 of 1 hold, in 1.2 s.');
});

test('the journal keeps a failed check and ends the story', () => {
  const journal = createJournal();
  const failing = check({ passed: false, observed: '200' });
  expect(() => journal.record(failing)).toThrow(AssertionFailed);
  expect(journal.checks).toEqual([failing]);
});

test('a step that fails is timed too', async () => {
  const timings: Timing[] = [];
  await expect(timed(silent, timings).step('Fails', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(timings).toEqual([{ title: 'Fails', milliseconds: expect.any(Number) }]);
});

test('counts the log lines of one situation and binding, whatever else a function writes', () => {
  const lines = ['{"Binding":"self","Situation":"foreign"}', '{"Binding":"other","Situation":"foreign"}', '{broken', 'plain', '{}'];
  expect(countSituations(lines, 'self', 'foreign')).toBe(1);
});

test('adds a metric up over a log', () => {
  expect(sumMetric(['{"Dispatched":2}', 'START', '{"Dispatched":1}', '{"Dispatched":"no"}'], 'Dispatched')).toBe(3);
});

test('what the bus repeated is said, and does not fail the demo', () => {
  expect(summary(result({ copies: 2 }), 'report.html')).toContain('The bus repeated 2 messages');
  expect(summary(result(), 'report.html')).not.toContain('repeated');
});

const run: RunResult = {
  kind: 'acceptance', environment: 'pre-production', assemblyDigest: `sha256:${'a'.repeat(64)}`, startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:05.000Z',
  cases: [{ name: 'self: adult', passed: true, detail: 'valid' }, { name: 'self: <minor>', passed: false, detail: 'expected invalid, arrived nothing' }],
};

const way = result({
  runs: [run],
  checks: [
    check({ kind: 'verified', to: 'staging', what: 'a session of staging/self' }), check({ kind: 'wrong-class' }),
    check({ kind: 'flow-promoted', what: 'the flows of staging promoted' }), check({ kind: 'release-refused', what: 'a release without evidence', to: 'production' }),
    check({ kind: 'released', what: 'the gate executes', to: 'production', observed: 'done' }),
  ],
});

test('the page shows who was verified, what the suites saw, and how the release came about', async () => {
  const text = await page(way);
  for (const shown of ['a session of staging/self', '1 of 2 passed', 'self: &lt;minor&gt;', 'expected invalid, arrived nothing', 'the flows of staging promoted', 'a release without evidence', 'the gate executes']) {
    expect(text).toContain(shown);
  }
  expect(await page(result())).not.toMatch(/<h2>(Verifications|From one environment)/);
});

test('the summary says what was accepted and what became of the release, and nothing of a release that did not come about', () => {
  expect(summary(way, 'report.html')).toContain('Accepted in pre-production: 1 of 2 cases.');
  expect(summary(way, 'report.html')).toContain('Released into production: 1 attempts refused, then executed by its gate, once.');
  expect(summary({ ...way, failure: 'no' }, 'report.html')).not.toContain('Released');
});
