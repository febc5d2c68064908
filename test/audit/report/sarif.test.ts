import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import draft04 from 'ajv/lib/refs/json-schema-draft-04.json';
import { compare, render } from '../../../lib/audit/report';
import { hostile } from './fixtures/hostile';
import { clean, context, leaky, undecided } from './fixtures/results';

const schemaFile = join(dirname(require.resolve('@microsoft/jest-sarif')), 'schemas', 'sarif-2.1.0-rtm.5.json');

const ajv = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore' });
ajv.addMetaSchema(draft04);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

interface Shown {
  readonly level: string;
  readonly ruleId: string;
  readonly baselineState?: string;
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly properties: { readonly status: string; readonly verdict: string };
}

const runOf = (text: string) => JSON.parse(text).runs[0];
const resultsOf = (text: string): readonly Shown[] => runOf(text).results;

describe('the SARIF report', () => {
  test.each([['a leak', leaky], ['nothing', clean], ['something undecided', undecided], ['hostile text', hostile]])('follows the schema of SARIF 2.1.0 with %s', (_name, result) => {
    validate(JSON.parse(render('sarif', result, { ...context, timestamp: '2026-03-01T12:00:00.000Z' })));
    expect(validate.errors).toBeNull();
  });

  test('would not pass as SARIF with a result that has no message', () => {
    const log = JSON.parse(render('sarif', leaky, context));
    delete log.runs[0].results[0].message;
    expect(validate(log)).toBe(false);
  });

  test('shows a leak as an error and what is undecided as a warning, never as nothing', () => {
    const open = resultsOf(render('sarif', leaky, context)).filter(({ properties }) => properties.status === 'open');
    expect(open.map(({ level, properties }) => [properties.verdict, level]))
      .toEqual([['VIOLATED', 'error'], ['VIOLATED', 'error'], ['VIOLATED', 'error'], ['UNKNOWN', 'warning']]);
  });

  test('names every place of a chain, the first as the place of the result', () => {
    const { results } = runOf(render('sarif', leaky, context));
    const trust = results.find(({ ruleId }: Shown) => ruleId === 'identities.trust');
    expect(trust.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'cdk.out/assembly-Staging/StagingWebhook.template.json', uriBaseId: 'ROOT' }, region: { startLine: 214 },
    });
    expect(trust.relatedLocations).toHaveLength(2);
    expect(trust.codeFlows[0].threadFlows[0].locations).toHaveLength(3);
  });

  test('points each result to its rule', () => {
    const { results, tool } = runOf(render('sarif', leaky, context));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  test('carries declared and suppressed findings with their justification', () => {
    expect(resultsOf(render('sarif', leaky, context)).flatMap(({ suppressions = [] }) => suppressions.map(({ justification }) => justification))).toEqual([
      'fingerprints of secrets are compared in the audit account (platform team)', 'the paging contract covers production only (on-call lead, until 2031-01-31)',
    ]);
  });

  test('says what is new and what is absent against an earlier report', () => {
    const results = resultsOf(render('sarif', undecided, { ...context, comparison: compare(leaky, undecided) }));
    expect(results.map(({ baselineState }) => baselineState)).toEqual(['unchanged', ...Array<string>(6).fill('absent')]);
  });

  test('lists every input with its digest', () => {
    const { artifacts } = runOf(render('sarif', leaky, context));
    expect(artifacts).toHaveLength(leaky.inputs.length);
    expect(artifacts[0].hashes['sha-256']).toBe(leaky.inputs[0]?.sha256);
  });
});
