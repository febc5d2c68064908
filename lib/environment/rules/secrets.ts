/**
 * Whether a text holds provider or AWS secret material, by the prefixes that issuers document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html for AWS key ids
 */
export const looksSecret = (text: string): boolean =>
  /\b(?:sk_(?:test|live)_|whsec_|wbhsec_|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16})|-----BEGIN [A-Z ]*PRIVATE KEY/.test(text);

/** Secret material pasted into a reviewed file is a leak by itself; it is named by place, never shown. */
export const secretMaterial = (file: string, value: unknown, path = ''): string[] => {
  if (typeof value === 'string') {
    return looksSecret(value)
      ? [`${file}: ${path} holds secret material; revoke it at its issuer, then store its successor in the environment's Secrets Manager`]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretMaterial(file, inner, path ? `${path}.${key}` : key));
};
