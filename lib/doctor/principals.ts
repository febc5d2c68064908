/** Services that may act as a role of the bootstrap. */
const ownServices: ReadonlySet<string> = new Set(['cloudformation.amazonaws.com']);

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value as unknown[] : [value]);

const isOwn = (kind: string, principal: unknown, account: string): boolean => {
  if (typeof principal !== 'string') return false;
  if (kind === 'Service') return ownServices.has(principal);
  return kind === 'AWS' && (principal === account || principal.split(':')[4] === account);
};

/**
 * Whom a trust policy lets in beside the account's own principals; a principal that was deleted is an id, and counts as foreign.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const foreignPrincipals = (trust: unknown, account: string): string[] => {
  const { Statement } = (trust ?? {}) as { Statement?: unknown };
  return listOf(Statement).flatMap(statement => {
    const { Effect, Principal } = statement as { Effect?: unknown; Principal?: unknown };
    if (Effect === 'Deny') return [];
    // everybody, or everybody but some.
    if (typeof Principal !== 'object' || Principal === null) return ['everybody'];
    return Object.entries(Principal).flatMap(([kind, value]) =>
      listOf(value).filter(principal => !isOwn(kind, principal, account)).map(principal => (principal === '*' ? 'everybody' : String(principal))));
  });
};
