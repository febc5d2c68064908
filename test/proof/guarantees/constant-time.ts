import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { Figure, Guarantee } from '../figure';
import { root } from '../support/root';

/** Bytes that depend on a secret, by what makes them or what they are called: the tags of a request, the keys, a computed HMAC. */
const makers = new Set(['createHmac', 'digest', 'sign', 'hmac']);
const secretNames = new Set(['bytes', 'expected', 'tag', 'mac', 'key', 'secret']);
const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken, ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.GreaterThanEqualsToken,
]);
const comparingMethods = new Set(['equals', 'compare', 'localeCompare', 'includes', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith', 'match', 'search', 'test', 'isDeepStrictEqual']);

const isSecret = (node: ts.Node): boolean => {
  if (ts.isIdentifier(node)) return secretNames.has(node.text);
  if (ts.isPropertyAccessExpression(node)) return node.name.text !== 'length' && (secretNames.has(node.name.text) || (node.name.text === 'buffer' && isSecret(node.expression)));
  if (ts.isElementAccessExpression(node)) return isSecret(node.expression);
  if (ts.isCallExpression(node)) {
    const callee = node.expression;
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
    return makers.has(name) || (ts.isPropertyAccessExpression(callee) && name.startsWith('to') && isSecret(callee.expression));
  }
  return ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node) ? isSecret(node.expression) : false;
};

/** Places where bytes that depend on a secret are compared otherwise than in constant time. */
export const findComparisons = (file: string, text: string): { readonly found: readonly string[]; readonly constant: number } => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  let constant = 0;
  const visit = (node: ts.Node): void => {
    const place = () => found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    if (ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind) && !node.right.getText().match(/^(undefined|'.*')$/)) {
      if (isSecret(node.left) || isSecret(node.right)) place();
    }
    if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
      if (name === 'timingSafeEqual' && node.arguments.every(isSecret)) constant++;
      const compared = [...(ts.isPropertyAccessExpression(callee) ? [callee.expression] : []), ...node.arguments];
      if (comparingMethods.has(name) && compared.some(isSecret)) place();
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { found, constant };
};

/** The modules that hold keys or computed tags: the one that makes an HMAC, and those that import it. */
const prove = (): Promise<readonly Figure[]> => {
  const folder = join(root(), 'lambda/webhook');
  const files = readdirSync(folder).filter(name => name.endsWith('.ts')).map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const verifying = files.filter(({ text }) => /\bcreateHmac\b|from '\.\/hmac'/.test(text));
  const results = verifying.map(({ name, text }) => findComparisons(name, text));
  const found = results.flatMap(result => result.found);
  const constant = results.reduce((sum, result) => sum + result.constant, 0);
  return Promise.resolve([{
    what: `modules of the receiver that compute an HMAC (${verifying.map(({ name }) => name).join(', ')}), their syntax trees searched`,
    figure: `${constant} comparison by timingSafeEqual, ${found.length} by anything else${found.map(each => `; ${each}`).join('')}`,
    held: verifying.length === 2 && constant === 1 && found.length === 0,
  }]);
};

export const constantTime: Guarantee = { number: 9, title: 'Constant-time comparison', prove };
