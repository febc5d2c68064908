/** The project that is judged: this one, or a copy with one line broken. */
export const root = (): string => process.env['BULKHEAD_ROOT'] ?? process.cwd();
