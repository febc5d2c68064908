// whoever is refused finds the code, and what to do, in a runbook.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonCodes } from '../../../lambda/gate/contract';

const runbooks = ['release-refused', 'release-failed'].map(name => readFileSync(resolve(__dirname, `../../../docs/runbooks/${name}.md`), 'utf8')).join('\n');
const told = [...runbooks.matchAll(/`([a-z-]*\u2026?[a-z-]*)`/g)].map(([, code = '']) => code);

test.each(reasonCodes)('%s stands in a runbook', code => {
  expect(told.some(one => {
    const [start = '', end] = one.split('\u2026');
    return end === undefined ? one === code : one.length > 1 && code.startsWith(start) && code.endsWith(end);
  })).toBe(true);
});
