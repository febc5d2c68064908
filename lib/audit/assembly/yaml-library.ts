let library: typeof import('yaml') | undefined;

/** Loaded with the first YAML: what CDK writes is JSON, and the library costs more to load than a manifest to read. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the audit is one synchronous call, and an import is none
export const yaml = (): typeof import('yaml') => (library ??= require('yaml') as typeof import('yaml'));
