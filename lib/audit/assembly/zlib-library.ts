/** Loaded with the first archive: it brings streams along, which no assembly of plain files needs. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the audit is one synchronous call, and an import is none
export const zlib = (): typeof import('node:zlib') => require('node:zlib') as typeof import('node:zlib');
