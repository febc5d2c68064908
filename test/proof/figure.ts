/** How much is tried: a part that fits into the test suite, or everything. */
export type Scale = 'short' | 'full';

/** What was reached, in words, and whether it is what is promised. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly held: boolean;
}

/** One promise of the product and how it is tried. */
export interface Guarantee {
  readonly number: number;
  readonly title: string;
  readonly prove: (scale: Scale) => Promise<readonly Figure[]>;
}

export const count = (value: number): string => value.toLocaleString('en');
