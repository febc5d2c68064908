import { handler } from '../../../lambda/webhook';
import { ping } from '../../../lambda/webhook/contract';

describe('the deployed handler', () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());

  test('answers a scheduled ping with nothing and logs nothing', async () => {
    expect(await handler(ping as object)).toBeUndefined();
    expect(lines).toEqual([]);
  });

  test('takes a request that says it is a ping for a request', async () => {
    const answer = await handler({ ...ping, resource: '/webhooks/self', body: 'e30=', isBase64Encoded: true });
    expect(answer?.statusCode).toBe(503);
    expect(lines).toHaveLength(1);
  });

  test('answers 503, not an error, where its variables are missing', async () => {
    expect((await handler({ resource: '/webhooks/self', body: '{}' }))?.statusCode).toBe(503);
  });
});
