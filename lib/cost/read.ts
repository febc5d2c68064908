import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resources } from './priced';

/** As much of a manifest as says which template goes to which account. */
interface Manifest {
  readonly artifacts?: Readonly<Record<string, {
    readonly type?: string;
    readonly environment?: string;
    readonly properties?: { readonly templateFile?: string; readonly directoryName?: string; readonly stackName?: string };
  }>>;
}

/** A template of an assembly and where it is deployed. */
export interface PlacedTemplate {
  readonly account: string;
  /** Absent where it is not known. */
  readonly stack?: string;
  readonly resources: Resources;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

export const resourcesOf = (path: string): Resources => (json(path) as { Resources?: Resources } | null)?.Resources ?? {};

/** Read as they stand: the classes of the CDK would take longer than the reckoning. */
export function* templatesOf(folder: string): Generator<PlacedTemplate> {
  const { artifacts = {} } = json(join(folder, 'manifest.json')) as Manifest;
  for (const [id, { type, environment, properties = {} }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined) yield* templatesOf(join(folder, properties.directoryName));
    if (type !== 'aws:cloudformation:stack' || properties.templateFile === undefined) continue;
    // aws://account/region
    yield { account: environment?.split('/')[2] ?? '', stack: properties.stackName ?? id, resources: resourcesOf(join(folder, properties.templateFile)) };
  }
}

/** Templates under the account that they go to. */
export const byAccount = (templates: Iterable<PlacedTemplate>): ReadonlyMap<string, readonly Resources[]> => {
  const accounts = new Map<string, Resources[]>();
  for (const { account, resources } of templates) accounts.set(account, [...accounts.get(account) ?? [], resources]);
  return accounts;
};

/** The templates of each account of a synthesized assembly. @throws when there is no assembly */
export const templatesByAccount = (assembly: string): ReadonlyMap<string, readonly Resources[]> => {
  if (!existsSync(join(assembly, 'manifest.json'))) throw new Error(`'${assembly}' is no cloud assembly; run npx cdk synth --quiet first`);
  return byAccount(templatesOf(assembly));
};
