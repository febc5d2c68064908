import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Resources } from './priced';

/** The templates of each account of a synthesized assembly. @throws when there is no assembly */
export const templatesByAccount = (assembly: string): ReadonlyMap<string, readonly Resources[]> => {
  if (!existsSync(join(assembly, 'manifest.json'))) throw new Error(`'${assembly}' is no cloud assembly; run npx cdk synth --quiet first`);
  const accounts = new Map<string, Resources[]>();
  for (const { environment, template } of new CloudAssembly(assembly).stacksRecursively) {
    const { Resources: resources = {} } = template as { Resources?: Resources };
    accounts.set(environment.account, [...accounts.get(environment.account) ?? [], resources]);
  }
  return accounts;
};
