import { basename, dirname, join } from 'node:path';
import type { Documents } from './documents';
import { readNested } from './nested';
import { readResources } from './template';
import type { LoadedStack } from './types';
import { UnusableInput, type TemplateMapping } from '../model';

/** Reads plain templates; a mapping says which environment each belongs to, because nothing in a template does. */
export const readFolder = (documents: Documents, root: string, { templates }: TemplateMapping): LoadedStack[] =>
  Object.entries(templates)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { environment, account, region, stackName, parameters = {} }]) => {
      const path = documents.files.inside(root, root, name, documents.files.name(join(root, name)), 'mapping');
      if (!/^\d{12}$/.test(account))
        throw new UnusableInput(`'${account}' is not an account of twelve digits`, documents.files.name(path), 'mapping');
      const document = documents.read(path);
      const stack: LoadedStack = {
        name: stackName ?? basename(name).replace(/(\.template)?\.(json|ya?ml|template)$/i, ''),
        stage: [],
        account,
        region,
        document,
        resources: readResources(document),
        assets: [],
        parameters,
        environment,
      };
      return [stack, ...readNested(documents, { root, folder: root, own: dirname(path) }, stack)];
    });
