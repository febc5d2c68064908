import type { AuditResult } from '../model';
import { accessCsv } from './access-csv';
import { csv } from './csv';
import { html } from './html';
import { json } from './json';
import { junit } from './junit';
import { sarif } from './sarif';
import { table } from './table';
import type { Format, ReportContext } from './types';

export { compare, type Baseline, type Comparison } from './compare';
export { pairsNamed } from './access-pairs';
export { explain } from './explain';
export { table } from './table';
export { formats, type Costs, type Format, type ReportContext } from './types';
export { visible } from './visible';

const renderers: Readonly<Record<Format, (result: AuditResult, context: ReportContext) => string>> = { table, html, json, sarif, junit, csv, access: accessCsv };

/** Names of the files that the formats are written to. */
export const fileNames: Readonly<Record<Format, string>> = {
  table: 'audit.txt', html: 'audit.html', json: 'audit.json', sarif: 'audit.sarif', junit: 'audit.junit.xml', csv: 'audit.csv', access: 'audit.access.csv',
};

/** The same result and context give the same bytes. */
export const render = (format: Format, result: AuditResult, context: ReportContext): string => renderers[format](result, context);
