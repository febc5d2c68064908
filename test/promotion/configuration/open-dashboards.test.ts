import { fleet } from './support/world';
import { openDashboards, pipedTokens, readIds } from '../../../lib/promotion/configuration';

const names = ['staging', 'pre-production'];

test('a line for each environment, in the order in which they are named', async () => {
  let reads = 0;
  const tokens = pipedTokens(names, () => Promise.resolve(`first\n\nsecond\n${reads++ ? 'read again' : ''}`));
  expect([await tokens('pre-production', 'self'), await tokens('staging', 'self')]).toEqual(['second', 'first']);
  expect(reads).toBe(1);
});

test('one line serves every environment', async () => {
  const tokens = pipedTokens(names, () => Promise.resolve('only'));
  expect([await tokens('staging', 'self'), await tokens('pre-production', 'self')]).toEqual(['only', 'only']);
});

test('no line is unusable input', async () => {
  await expect(pipedTokens(names, () => Promise.resolve(' \n'))('staging', 'self')).rejects.toMatchObject({ exitCode: 3 });
});

test('each dashboard is opened once, with the token of its own environment', async () => {
  const asked: string[] = [];
  const open = openDashboards(fleet, 'http://127.0.0.1:1', (name, binding) => Promise.resolve(`dash_${asked.push(`${name} ${binding}`)}`));
  expect(await open('staging', 'self')).toBe(await open('staging', 'self'));
  expect(await open('staging', 'self')).not.toBe(await open('pre-production', 'self'));
  expect(asked).toEqual(['staging self', 'pre-production self']);
  expect(await open('staging', 'nobody')).toBeUndefined();
  expect(await open('nowhere', 'self')).toBeUndefined();
});

test('a token of the other class opens nothing', async () => {
  const open = openDashboards(fleet, 'http://127.0.0.1:1', () => Promise.resolve(JSON.stringify({ value: 'canary', class: 'test', provider: 'self' })));
  await expect(open('production', 'self')).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('never used for \'production\'') });
});

test('without an address nobody is asked for a token', async () => {
  expect(await openDashboards(fleet, undefined, () => Promise.reject(new Error('asked')))('staging', 'self')).toBeUndefined();
});

test('ids are taken by name, which may hold the sign', () => {
  expect(readIds(['age check=a', 'a=b=c'])).toEqual({ 'age check': 'a', 'a=b': 'c' });
  expect(() => readIds(['=a'])).toThrow(/--id takes/);
});
