import { Command } from 'commander';
import { addRoutesCommand } from '../../../bin/routes';
import type { RouteResult } from '../../../lambda/connectivity/contract';
import { fleet, flows } from '../../fixtures/fleet';

let results: RouteResult[] = [];

jest.mock('../../../lib/operator/routes', () => ({
  ...jest.requireActual<object>('../../../lib/operator/routes'),
  openRoutes: () => Promise.resolve({}),
  lookAtRoutes: () => Promise.resolve(results),
}));

const result = (verdict: RouteResult['verdict']): RouteResult => ({ check: 'allow-list', subject: 'uae-kyc', verdict, reason: 'other-answer', detail: '404' });

const run = async (...words: string[]) => {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => written.push(String(text)) > 0);
  try {
    const program = new Command('bulkhead').exitOverride();
    addRoutesCommand(program, { fleet, flows });
    await program.parseAsync(['node', 'bulkhead', 'routes', ...words]);
    return { code: process.exitCode, text: written.join('') };
  } finally {
    write.mockRestore();
    process.exitCode = undefined;
  }
};

test.each<[RouteResult['verdict'][], number]>([
  [['holds', 'holds'], 0], [['holds', 'unknown', 'fails'], 1], [['unknown', 'holds'], 2],
])('%p ends in %d', async (verdicts, code) => {
  results = verdicts.map(result);
  expect((await run('staging')).code).toBe(code);
});

test('a line for each check is printed, or all of it as JSON', async () => {
  results = [result('unknown')];
  expect((await run('staging')).text).toContain('unknown  uae-kyc  it knows our address: other-answer (404); docs/runbooks/route-unknown.md\n');
  expect(JSON.parse((await run('staging', '--json')).text)).toMatchObject({ environment: 'staging', results });
});

test('an environment that there is not is unusable input', async () => {
  await expect(run('nowhere')).rejects.toMatchObject({ exitCode: 3 });
});
