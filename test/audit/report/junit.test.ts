import { render } from '../../../lib/audit/report';
import { hostile } from './fixtures/hostile';
import { clean, context, leaky, resultOf, undecided } from './fixtures/results';

/** Names of the elements in order; throws where the text is not well-formed XML of the simple kind that reports use. */
const elements = (text: string): string[] => {
  const names: string[] = [];
  const open: string[] = [];
  const body = text.replace(/^<\?xml [^?]*\?>\n/, '');
  const rest = body.replace(/<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g, (_tag, closing: string, name: string, _attributes, single: string) => {
    if (closing && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    if (!closing) names.push(name);
    if (!closing && !single) open.push(name);
    return '';
  });
  if (open.length > 0 || /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(rest)) throw new Error(`not well-formed: ${rest.slice(0, 80)}`);
  return names;
};

const totals = (text: string) => Object.fromEntries([.../<testsuites ([^>]*)>/.exec(text)![1]!.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

describe('the JUnit report', () => {
  test('fails for a leak and errs for what is undecided', () => {
    expect(totals(render('junit', leaky, context))).toMatchObject({ failures: '4', errors: '1', skipped: '4' });
    expect(totals(render('junit', undecided, context))).toMatchObject({ failures: '0', errors: '2' });
  });

  test('passes only where all is proven', () => {
    expect(totals(render('junit', clean, context))).toMatchObject({ failures: '0', errors: '0', skipped: '1', tests: '15' });
  });

  test('fails by its verdict even if no finding carries it', () => {
    expect(totals(render('junit', resultOf('UNKNOWN', []), context))).toMatchObject({ errors: '1' });
  });

  test('is well-formed whatever stands in the templates', () => {
    for (const result of [leaky, hostile]) expect(elements(render('junit', result, context))).toContain('testcase');
    expect(render('junit', hostile, context)).toMatch(/^[\n\u0020-\ud7ff\ue000-\ufffd]*$/);
  });
});
