import type { InputFile } from '../model';
import type { Comparison } from './compare';

export const formats = ['table', 'html', 'json', 'sarif', 'junit', 'csv', 'access'] as const;

export type Format = typeof formats[number];

/** What a report says about its own making; nothing in it comes from the clock or the machine. */
export interface ReportContext {
  /** What repeats the audit, with paths relative to the audit's root and without a format. */
  readonly command: string;
  /** Commit of what was audited. @default - none is stated: the digests of the inputs identify them */
  readonly commit?: string;
  /** @default - the report states no time, so that the same input gives the same bytes */
  readonly timestamp?: string;
  /** Files beside the templates that the verdict rests on: environments, mapping. */
  readonly declarations?: readonly InputFile[];
  /**
   * Pair of environments, `FROM:TO`, or `all`, of which the access file tells every principal and resource.
   * @default - all, or classes of them where they are very many
   */
  readonly expand?: string;
  /** What differs from an earlier report. */
  readonly comparison?: Comparison;
  /** @default - the report says nothing about costs */
  readonly costs?: Costs;
}

/** What each environment costs while nothing happens in it; reckoned outside of the audit, and no part of its verdict. */
export interface Costs {
  /** Currency, prices and their date, and what comes on top. */
  readonly basis: string;
  readonly environments: readonly {
    readonly name: string;
    /** At least, where something has no price. */
    readonly monthly: number;
    /** Types of resources without a known price, and how many of each there are. */
    readonly unpriced: Readonly<Record<string, number>>;
  }[];
}

export interface TableOptions {
  /** Marks verdicts with terminal colours. @default false */
  readonly colour?: boolean;
}
