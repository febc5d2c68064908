import type { Onboarded, Pending } from './types';

/**
 * Marks a value that only onboarding can give.
 *
 * @param source who gives it and where it is found, as the engineer will read it in the list of open values
 */
export const pending = (source: string): Pending => ({ pending: source });

export const isPending = <T>(value: Onboarded<T>): value is Pending =>
  typeof value === 'object' && value !== null && 'pending' in value;

/** The values that onboarding has given so far. */
export const known = <T>(values: readonly Onboarded<T>[]): T[] => values.filter((value): value is T => !isPending(value));
