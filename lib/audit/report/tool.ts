import { version } from '../../../package.json';

/** The program that made the report. */
export const tool = { name: 'Bulkhead', version } as const;
