import { createHash } from 'node:crypto';
import { compare, render } from '../../../lib/audit/report';
import { attack, hostile } from './fixtures/hostile';
import { clean, context, leaky, resultOf, undecided } from './fixtures/results';

const page = (result = leaky) => render('html', result, context);

/** Tags and attributes of a page, as a browser reads them: everything else in it is text. */
const tags = (text: string) => [...text.replace(/<style>[^]*?<\/style>/, '<style></style>').matchAll(/<([a-zA-Z!/][^\s>]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>/g)]
  .map(([, name, attributes]) => ({ name: name!, attributes: attributes! }));

const idsOf = (text: string) => [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);

describe('the HTML report', () => {
  test('says the verdict first', () => {
    expect(page().indexOf('class="verdict violated"')).toBeLessThan(page().indexOf('class="matrix'));
    expect(page(undecided)).toContain('isolation is not proven');
    expect(page(clean)).toContain('class="verdict proven"');
  });

  test('loads nothing and runs nothing: its policy allows its own style sheet alone', () => {
    const [, style] = /<style>([^]*?)<\/style>/.exec(page())!;
    const digest = createHash('sha256').update(style!).digest('base64');
    expect(page()).toContain(`content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`);
    expect(style).not.toMatch(/@import|url\(/);
    expect(page()).not.toMatch(/<script|<link|<iframe|<object|<img|\ssrc=|\sstyle=|\son[a-z]+=|https?:/);
  });

  test('keeps text of templates text', () => {
    const names = new Set(tags(page()).map(({ name }) => name));
    expect(new Set(tags(page(hostile)).map(({ name }) => name))).toEqual(names);
    expect(page(hostile)).not.toContain('<img');
    expect(page(hostile)).not.toContain(attack);
    expect(page(hostile).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    for (const { attributes } of tags(page(hostile))) expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\s(on[a-z]+|style|src)=/);
  });

  test('has no anchor without a target and no target twice', () => {
    for (const result of [leaky, hostile, clean, resultOf('PROVEN', [], Array.from({ length: 9 }, (_, index) => `e${index}`))]) {
      const ids = idsOf(page(result));
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of page(result).matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
      for (const [, target] of page(result).matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(target);
    }
  });

  test('leads from every cell of the matrix to its pair', () => {
    const cells = [...page().matchAll(/<td class="(?:proven|violated|unknown)(?: itself)?"><a href="#(pair--[^"]*)"/g)].map(([, target]) => target);
    expect(cells).toHaveLength(9);
    expect(new Set(cells).size).toBe(6);
  });

  test('draws the border where a chain crosses it', () => {
    expect(page()).toContain('border between staging and production');
  });

  test('shows secret material only by its fingerprint', () => {
    expect(page()).toContain('fingerprint b7c1d20e55aa');
  });

  test.each([
    'Secret inventory', 'Network', 'Access, allowed and denied', 'Declared links and suppressions', 'What templates cannot show', 'Assumptions', 'Controls', 'Inputs', 'Repeat it',
  ])('has a part on: %s', title => {
    expect(page()).toMatch(new RegExp(`<h[23][^>]*>${title}</h[23]>`));
  });

  test('carries the digest of every input and the command that repeats it', () => {
    for (const { path, sha256 } of leaky.inputs) expect(page()).toMatch(new RegExp(`${path}[^]*${sha256}`));
    expect(page()).toContain('bulkhead audit cdk.out --environments environments.yaml --format html');
  });

  test('draws a line between two networks only where there is a finding about them', () => {
    expect(page().match(/class="link violated"/g)).toHaveLength(1);
    expect(page(clean)).not.toContain('class="link');
  });

  test('says what changed since an earlier report', () => {
    const text = render('html', undecided, { ...context, comparison: compare(leaky, undecided) });
    expect(text).toMatch(/Since the earlier report[^]*went[^]*identities\.trust-3f9a11c2/);
  });

  test('balances its elements', () => {
    const open: string[] = [];
    for (const { name } of tags(page(hostile))) {
      if (['!doctype', 'meta', 'br', 'input'].includes(name)) continue;
      if (name.startsWith('/')) expect(open.pop()).toBe(name.slice(1));
      else open.push(name);
    }
    expect(open).toEqual([]);
  });
});
