import type { Documents } from './documents';
import { isObject, stringIn, type Json } from './shape';
import { readResources } from './template';
import type { LoadedStack, Resource } from './types';
import { UnusableInput } from '../model';

const MOST = 20;

const literals = (value: Json | undefined): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(literals);
  return isObject(value) ? Object.values(value).flatMap(literals) : [];
};

/** Where a nested stack's template lies: named by CDK's metadata, else by the asset's hash in the URL. */
const templateOf = ({ body }: Resource, stack: LoadedStack): string | undefined => {
  const metadata = isObject(body.Metadata) ? stringIn(body.Metadata, 'aws:asset:path') : undefined;
  if (metadata !== undefined) return metadata;
  const url = isObject(body.Properties) ? literals(body.Properties.TemplateURL).join('') : '';
  // the assets of nested stacks are published with the outermost.
  let outermost = stack;
  while (outermost.parent) outermost = outermost.parent.stack;
  const asset = outermost.assets.find(({ id, path }) => path !== undefined && url.includes(id));
  const source = asset?.entry.source;
  return isObject(source) ? stringIn(source, 'path') : undefined;
};

/** The stacks nested in a stack, deployed with it to the same account and region. */
export const readNested = (
  documents: Documents,
  root: string,
  folder: string,
  stack: LoadedStack,
  open: readonly string[] = [],
): LoadedStack[] =>
  [...stack.resources].flatMap(([logicalId, resource]) => {
    if (resource.type !== 'AWS::CloudFormation::Stack') return [];
    const name = templateOf(resource, stack);
    // a template that is not in the assembly stays opaque: the invariants report what was not read.
    if (name === undefined || !/\.(json|ya?ml|template)$/i.test(name)) return [];
    const path = documents.files.inside(root, folder, name, stack.document.file, `Resources.${logicalId}`);
    if (open.includes(path) || open.length > MOST) throw new UnusableInput('is nested in itself', documents.files.name(path));
    const document = documents.read(path);
    if (document === stack.document) throw new UnusableInput('is nested in itself', document.file, `Resources.${logicalId}`);
    const nested: LoadedStack = {
      name: `${stack.name}/${logicalId}`,
      stage: stack.stage,
      account: stack.account,
      region: stack.region,
      document,
      resources: readResources(document),
      parent: { stack, logicalId },
      assets: [],
      parameters: {},
      environment: stack.environment,
    };
    return [nested, ...readNested(documents, root, folder, nested, [...open, path])];
  });
