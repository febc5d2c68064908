import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '../../lambda/sessions/refusals';

test('the guide lists every code with which a session is refused, and no other', () => {
  const guide = readFileSync(join(__dirname, '../../docs/sessions.md'), 'utf8');
  const listed = [...guide.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, codes]) => [...codes!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code));
  expect(listed.sort()).toEqual(Object.keys(refusals).sort());
});
