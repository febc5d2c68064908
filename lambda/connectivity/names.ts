import { Resolver } from 'node:dns/promises';

/**
 * What the VPC's resolver says of a name. `no-data` is how the DNS firewall answers for what it blocks; a name that exists nowhere is
 * `no-name`, and `unanswered` is a resolver that does not say, such as a firewall that is out of order.
 */
export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'no-data' | 'no-name' | 'unanswered' };

export type Resolve = (name: string) => Promise<Resolution>;

const kinds: Readonly<Record<string, 'no-data' | 'no-name'>> = { ENODATA: 'no-data', ENOTFOUND: 'no-name' };

/**
 * Asks for a name as the functions of the VPC do.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-actions.html
 */
export const resolveName: Resolve = async name => {
  try {
    const addresses = await new Resolver({ timeout: 1_500, tries: 2 }).resolve4(name);
    return addresses.length === 0 ? { kind: 'no-data' } : { kind: 'addresses', addresses };
  } catch (error) {
    return { kind: kinds[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unanswered' };
  }
};
