// how IAM compares text: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

const cache = new Map<string, RegExp>();

/** `*` is any text, `?` one letter; whether letters of different case are equal is the caller's to know. */
export const glob = (pattern: string, value: string, flags: '' | 'i' = ''): boolean => {
  if (/\$\{/.test(pattern)) throw new Error(`the policy variable in '${pattern}' is not evaluated here`);
  const key = `${flags}${pattern}`;
  const known = cache.get(key)
    ?? new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`, flags);
  cache.set(key, known);
  return known.test(value);
};

const partsOf = (arn: string): string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

/** Each of the six parts of an ARN is compared by itself: a wildcard reaches over no colon but those of the last part. */
export const arnLike = (pattern: string, value: string): boolean => {
  if (pattern === '*') return true;
  if (!pattern.startsWith('arn:') || !value.startsWith('arn:')) return false;
  const found = partsOf(value);
  return partsOf(pattern).every((part, index) => glob(part, found[index] ?? ''));
};
