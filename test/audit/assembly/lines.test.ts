import { lineOf } from '../../../lib/audit/assembly/lines';
import type { Document } from '../../../lib/audit/assembly/types';

const text = [
  '{ "first": "a \\" { , \\\\",',
  '  "numbers": [1, 2,',
  '    {"deep": true, "text": "}]"}],',
  '  "last": 3 }',
].join('\n');
const document: Document = { file: 'a.json', text, format: 'json', value: JSON.parse(text) };

test.each([
  [['first'], 1], [['numbers'], 2], [['numbers', '2'], 3], [['numbers', '2', 'text'], 3], [['last'], 4], [['numbers', '2', 'absent'], 3],
])('%j stands in line %i', (path, line) => {
  expect(lineOf(document, path)).toBe(line);
});
