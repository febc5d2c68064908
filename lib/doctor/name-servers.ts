import { Resolver } from 'node:dns/promises';

/** What the DNS says when a name or a record is not there. */
const absent: ReadonlySet<unknown> = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * Asks the DNS for the name servers of a zone; nothing is cached here.
 *
 * @param resolvers addresses to ask, with their ports; this machine's own without any
 */
export const publicNameServers = async (zone: string, resolvers?: readonly string[]): Promise<readonly string[]> => {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (resolvers) resolver.setServers(resolvers);
  try {
    return await resolver.resolveNs(zone);
  } catch (error) {
    if (absent.has((error as { code?: unknown }).code)) return [];
    throw error;
  }
};
