import { explain, render } from '../../../lib/audit/report';
import { decisionsBetween } from '../../../lib/audit/report/access-pairs';
import type { AuditResult } from '../../../lib/audit/model';
import { hostile } from './fixtures/hostile';
import { clean, context, leaky, resultOf } from './fixtures/results';

const linesOf = (result: AuditResult, expand?: string) => render('access', result, { ...context, expand }).trim().split('\r\n');

describe('the access file', () => {
  test('has a line for every principal and every resource of every other environment', () => {
    const pairs = leaky.access.reduce((sum, { principals, resources }) => sum + principals * resources, 0);
    expect(linesOf(leaky).filter(line => line.startsWith('"pair"'))).toHaveLength(pairs);
  });

  test('tells a denial by its reason, and that one rests on an assumption', () => {
    const text = linesOf(leaky).join('\n');
    expect(text).toContain('"denied","1","it has no policy of its own');
    expect(text).toContain('"denied by assumption","1","only the service control policy own-resources stops it, if it is attached and live","own-resources"');
  });

  test('shows what allows, place by place with property path and line', () => {
    const [allowed] = linesOf(leaky).filter(line => line.includes('"allowed"'));
    expect(allowed).toMatch(/Properties\.AssumeRolePolicyDocument\.Statement\.1\.Principal\.AWS \(.*:98\)/);
  });

  const large = resultOf('PROVEN', [], Array.from({ length: 90 }, (_, index) => `environment-${index}`));

  test('tells very many pairs by class with their number', () => {
    const lines = linesOf(large);
    expect(lines.length).toBeLessThan(90 * 89 * 5);
    expect(lines.filter(line => line.startsWith('"class"')).reduce((sum, line) => sum + Number(line.split('","')[8]), 0)).toBe(90 * 89 * 12);
  });

  test('spells out the pair that is asked for, however many there are', () => {
    expect(linesOf(large, 'environment-1:environment-2').filter(line => line.startsWith('"pair"'))).toHaveLength(12);
    expect(() => linesOf(large, 'environment-1:nowhere')).toThrow(/is no pair of environments; there is/);
  });

  test('has no cell that a spreadsheet would calculate', () => {
    for (const [, cell] of linesOf(hostile).join('\n').matchAll(/"((?:[^"]|"")*)"/g)) expect(cell).not.toMatch(/^\s*[=+\-@|%]/);
  });
});

describe('one principal and one resource', () => {
  test('are explained with the chain that allows', () => {
    expect(explain(leaky, 'staging:account 111111111111: its root and principals that no template shows > Production-Secrets/DeployRole4F2A'))
      .toMatch(/^allowed[^]*trusts every principal[^]*finding: identities\.trust-3f9a11c2/);
  });

  test('are explained with the reason that denies', () => {
    expect(explain(clean, 'Staging-Webhook/ReceiverRole2D > Production-Sessions/Table8E')).toMatch(/^denied[^]*no policy of its own/);
    expect(explain(clean, 'Staging-Webhook/ReceiverRole2D > Production-Webhook/Api5D')).toMatch(/^front-door/);
  });

  test('are refused with what is there when nobody is called so', () => {
    expect(() => explain(clean, 'Staging-Webhook/Receiver > Production-Sessions/Table8E')).toThrow('staging:Staging-Webhook/ReceiverRole2D');
  });

  test('are decided alike one by one and in the counts', () => {
    for (const { from, to, counts, principals, resources } of leaky.access) {
      const found = [...decisionsBetween(leaky, from, to)];
      expect(found).toHaveLength(principals * resources);
      expect(found.filter(({ decision }) => decision === 'allowed')).toHaveLength(counts.allowed);
      expect(found.filter(({ decision }) => decision === 'front-door')).toHaveLength(counts['front-door']);
    }
  });
});
