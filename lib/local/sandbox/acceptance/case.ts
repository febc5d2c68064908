/** What one case showed. */
export interface Shown {
  readonly passed: boolean;
  readonly detail: string;
}

export interface Case {
  readonly name: string;
  readonly run: () => Promise<Shown>;
}

/** Compares what was to arrive with what did: nothing missing, nothing twice. */
export const shown = (expected: readonly string[], arrived: readonly string[]): Shown => {
  const [wanted, got] = [expected, arrived].map(list => list.join(', ') || 'nothing');
  return { passed: wanted === got, detail: wanted === got ? `${got}` : `expected ${wanted}, arrived ${got}` };
};
