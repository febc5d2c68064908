import Ajv from 'ajv';
import schema from '../../../docs/audit-report.schema.json';
import { compare, render } from '../../../lib/audit/report';
import { hostile } from './fixtures/hostile';
import { clean, context, costs, leaky, undecided } from './fixtures/results';

const validate = new Ajv({ format: 'full' }).compile(schema);

describe('the JSON report', () => {
  test.each([['a leak', leaky], ['nothing', clean], ['something undecided', undecided], ['hostile text', hostile]])('follows its published schema with %s', (_name, result) => {
    validate(JSON.parse(render('json', result, context)));
    expect(validate.errors).toBeNull();
  });

  test('follows its schema with everything that is optional', () => {
    const file = { path: 'environments.yaml', sha256: 'ab'.repeat(32), bytes: 3 };
    validate(JSON.parse(render('json', undecided, { ...context, timestamp: '2026-03-01T12:00:00.000Z', declarations: [file], comparison: compare(leaky, undecided), costs })));
    expect(validate.errors).toBeNull();
  });

  test('breaks its schema once a part has another name', () => {
    expect(validate({ ...leaky, report: { tool: { name: 'x', version: '1' }, command: 'y', declarations: [], notShown: [] }, verdicts: 1 })).toBe(false);
    expect(validate.errors).toHaveLength(1);
  });

  test('holds the result as it is', () => {
    const { report, ...result } = JSON.parse(render('json', leaky, context));
    expect(result).toEqual(JSON.parse(JSON.stringify(leaky)));
    expect(report).toMatchObject({ command: context.command, commit: context.commit });
  });

  test('has no character that a terminal would obey, and still the same text', () => {
    const text = render('json', hostile, context);
    expect(text).toMatch(/^[^\p{Cf}\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$/u);
    expect(JSON.parse(text).findings).toEqual(JSON.parse(JSON.stringify(hostile)).findings);
  });
});
