import { explain, render, table } from '../../../lib/audit/report';
import { UnusableInput } from '../../../lib/audit/model';
import { trust } from './fixtures/findings';
import { hostile } from './fixtures/hostile';
import { clean, context, leaky, resultOf, undecided } from './fixtures/results';

describe('the terminal report', () => {
  test('begins with the verdict', () => {
    expect([leaky, clean, undecided].map(result => render('table', result, context).split(' ')[1])).toEqual(['VIOLATED', 'PROVEN', 'UNKNOWN']);
  });

  test('never calls isolation proven while something is open', () => {
    expect(render('table', undecided, context)).toContain('isolation is not proven');
    expect(render('table', undecided, context)).not.toContain('Nothing in these templates is shared');
  });

  test('names a leak with both of its places and its remedy', () => {
    const text = render('table', leaky, context);
    expect(text).toContain('StagingWebhook.template.json:214');
    expect(text).toContain('ProductionSecrets.template.json:98');
    expect(text).toContain(trust.remedy);
  });

  test('lists what was declared and suppressed, with who answers for it', () => {
    expect(render('table', leaky, context)).toMatch(/declared as meant:\n.*platform team[^]*suppressed:\n.*on-call lead/);
  });

  test('lists what is not proven instead of a grid wider than a terminal', () => {
    const names = Array.from({ length: 30 }, (_, index) => `environment-${index}`);
    const widest = Math.max(...render('table', resultOf('PROVEN', [], names), context).split('\n').map(({ length }) => length));
    expect(widest).toBeLessThan(250);
  });

  test('colours only when asked', () => {
    expect(table(leaky, context)).not.toContain('\u001b');
    expect(table(leaky, context, { colour: true })).toContain('\u001b[31m');
  });

  test('lets no escape sequence of a template reach the terminal', () => {
    for (const text of [render('table', hostile, context), explain(hostile, hostile.findings[0]!.id)]) {
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  });
});

describe('the explanation of a finding', () => {
  test('walks the whole chain with template, logical id, property path, line and remedy', () => {
    const text = explain(leaky, trust.id);
    for (const { logicalId, propertyPath, file, line, note } of trust.chain) {
      for (const part of [logicalId!, propertyPath!, `${file}:${line}`, note]) expect(text).toContain(part);
    }
    expect(text).toContain('border between staging and production');
    expect(text).toContain(trust.remedy);
  });

  test('takes the beginning of an id where only one begins so', () => {
    expect(explain(leaky, 'identities.trust')).toBe(explain(leaky, trust.id));
  });

  test('refuses an id that there is not, and one that several begin with', () => {
    expect(() => explain(leaky, 'nothing')).toThrow(UnusableInput);
    expect(() => explain(leaky, 'identities.')).toThrow('is the beginning of 2 findings; there is identities.trust-3f9a11c2, identities.key-policy-77aa42bd');
  });
});
