import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = ['aws-cdk', 'aws-cdk-lib', 'aws-lambda-ric'];

const versionOf = (path: string): string => (JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { version: string }).version;

/** Versions that a reader needs in order to repeat a run. */
export const versions = (root: string): Readonly<Record<string, string>> => ({
  bulkhead: versionOf(root),
  node: process.version,
  ...Object.fromEntries(packages.map(name => [name, versionOf(join(root, 'node_modules', name))])),
});
