import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Made = Readonly<Record<string, readonly [string, Record<string, unknown>?]>>;

export const template = (resources: Made) => Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]));

const folders: string[] = [];

export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'bulkhead-cost-'));
  folders.push(made);
  return made;
};

export const removeFolders = () => folders.splice(0).forEach(made => rmSync(made, { recursive: true, force: true }));

/** An assembly as CDK writes it: stages nested, each stack with its account. */
export const assembly = (stacks: Readonly<Record<string, { readonly account: string; readonly resources: Made }>>): string => {
  const root = folder();
  const nested = join(root, 'assembly-Stage');
  mkdirSync(nested);
  writeFileSync(join(root, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts: { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } } } }));
  writeFileSync(join(nested, 'manifest.json'), JSON.stringify({
    version: '48.0.0',
    artifacts: Object.fromEntries(Object.entries(stacks).map(([name, { account }]) => [name, {
      type: 'aws:cloudformation:stack', environment: `aws://${account}/me-central-1`, properties: { templateFile: `${name}.template.json`, stackName: name },
    }])),
  }));
  for (const [name, { resources }] of Object.entries(stacks)) writeFileSync(join(nested, `${name}.template.json`), JSON.stringify({ Resources: template(resources) }));
  return root;
};
