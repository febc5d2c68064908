/** Tells whoever watches what the demo is doing. */
export interface Narrator {
  /** Shows a step while it runs; the step may say where it is. */
  step<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T>;
}

/** How long a step took. */
export interface Timing {
  readonly title: string;
  readonly milliseconds: number;
}

/** Adds the time of every step to a list, also of one that fails. */
export const timed = (narrator: Narrator, timings: Timing[]): Narrator => ({
  step: async (title, work) => {
    const started = performance.now();
    try {
      return await narrator.step(title, work);
    } finally {
      timings.push({ title, milliseconds: Math.round(performance.now() - started) });
    }
  },
});

/** Shows nothing; for tests and machine-readable output. */
export const silent: Narrator = { step: (_title, work) => work(() => undefined) };
