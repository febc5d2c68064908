import { firstLook, nextLook } from '../../../lambda/sessions/look';

const minute = 60_000;

test('a session is looked at soon after it began, or soon after it has expired if that is earlier', () => {
  expect(firstLook(60 * minute, 0)).toBe(15 * minute);
  expect(firstLook(1 * minute, 0)).toBe(11 * minute);
});

test('looks grow rarer, never skip the expiry, and never stop', () => {
  const expiresAt = 24 * 60 * minute;
  const looks: number[] = [];
  for (let now = firstLook(expiresAt, 0), count = 1; now < expiresAt + 300 * minute; now = nextLook(expiresAt, count, now), count++) looks.push(now / minute);
  expect(looks.slice(0, 4)).toEqual([15, 45, 105, 225]);
  expect(looks).toContain(24 * 60 + 10);
  for (const [index, look] of looks.entries()) if (index > 0) expect(look - looks[index - 1]!).toBeLessThanOrEqual(120);
});
