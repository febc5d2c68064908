import { createServer } from 'node:http';
import { listen } from '../../../lib/local/listen';
import { World, type BindingName } from '../../lambda/support/world';

/** An environment's receiver, with its AWS in memory, behind a local address: what the sandbox and `simulate` deliver to. */
export interface LocalEnvironment {
  readonly world: World;
  readonly url: string;
  close(): Promise<void>;
}

const grouped = (raw: readonly string[]): Record<string, string[]> => {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index < raw.length; index += 2) (headers[raw[index]!] ??= []).push(raw[index + 1]!);
  return headers;
};

export const startEnvironment = async (): Promise<LocalEnvironment> => {
  const world = new World();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      world.time = Date.now();
      const binding = (request.url ?? '').split('/').at(-1) as BindingName;
      void world.deliver({
        resource: `/webhooks/${binding}`, body: Buffer.concat(parts).toString('base64'), isBase64Encoded: true, headers: {}, multiValueHeaders: grouped(request.rawHeaders),
      }).then(({ statusCode, body }) => response.writeHead(statusCode).end(body));
    });
  });
  const { port, close } = await listen(server);
  return { world, url: `http://127.0.0.1:${port}`, close };
};

/** Status of every event in the inbox about a verification. */
export const eventsAbout = ({ aws }: World, verification: string): { status?: string }[] =>
  aws.table.events().filter(item => item['verification']!.S!.endsWith(`#${verification}`)).map(item => ({ status: item['status']?.S }));
