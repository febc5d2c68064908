import table from './runtimes.json';

export interface Runtime {
  /** Day, `YYYY-MM-DD`, from which AWS patches it no more. */
  readonly deprecated: string;
}

/** Runtimes that we have looked up, with the day on which we did. */
export const runtimes: { readonly date: string; readonly source: string; readonly dates: Readonly<Record<string, Runtime | undefined>> } = table;
