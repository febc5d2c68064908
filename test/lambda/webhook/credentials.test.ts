import { defaultProvider } from '../../../lambda/webhook/credentials';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

test('gives the credentials of the function\'s role, anew each time', async () => {
  const provide = defaultProvider();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'first', AWS_SECRET_ACCESS_KEY: 'not a real key', AWS_SESSION_TOKEN: 'token' });
  expect(await provide()).toEqual({ accessKeyId: 'first', secretAccessKey: 'not a real key', sessionToken: 'token' });
  process.env['AWS_ACCESS_KEY_ID'] = 'second';
  expect(await provide()).toMatchObject({ accessKeyId: 'second' });
});

test('fails where the environment holds none, rather than looking elsewhere', async () => {
  delete process.env['AWS_ACCESS_KEY_ID'];
  await expect(defaultProvider()()).rejects.toThrow('no credentials in the environment');
});
