import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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

interface Named {
  readonly name?: string;
  /** Named relative to the outer template itself, as plain templates do until they are packaged. */
  readonly beside?: boolean;
}

/** Where a nested stack's template lies: named by CDK's metadata, else in a plain template by itself, else by the asset's hash in the URL. */
const templateOf = ({ body }: Resource, stack: LoadedStack): Named => {
  const metadata = isObject(body.Metadata) ? stringIn(body.Metadata, 'aws:asset:path') : undefined;
  if (metadata !== undefined) return { name: metadata };
  const written = isObject(body.Properties) ? body.Properties.TemplateURL : undefined;
  // the assets of nested stacks are published with the outermost.
  let outermost = stack;
  while (outermost.parent) outermost = outermost.parent.stack;
  const isPlain = outermost.artifact === undefined;
  if (isPlain && typeof written === 'string' && !/^[a-z][a-z\d+.-]*:/i.test(written)) return { name: written, beside: true };
  const url = literals(written).join('');
  const asset = outermost.assets.find(({ id, path }) => path !== undefined && url.includes(id));
  const source = asset?.entry.source;
  return { name: isObject(source) ? stringIn(source, 'path') : undefined };
};

/** Folders that a template's name is below. */
export interface NestedPlaces {
  /** What nothing may lead out of. */
  readonly root: string;
  /** Where CDK's metadata names it from. */
  readonly folder: string;
  /** The outer template's own, which a name in a URL is relative to. */
  readonly own: string;
}

/** The stacks nested in a stack, deployed with it to the same account and region. */
export const readNested = (
  documents: Documents,
  places: NestedPlaces,
  stack: LoadedStack,
  open: readonly string[] = [],
): LoadedStack[] =>
  [...stack.resources].flatMap(([logicalId, resource]) => {
    if (resource.type !== 'AWS::CloudFormation::Stack') return [];
    const { name, beside } = templateOf(resource, stack);
    const folder = beside ? places.own : places.folder;
    // a template that is not in the assembly stays opaque: the invariants report what was not read.
    if (name === undefined || !/\.(json|ya?ml|template)$/i.test(name)) return [];
    if (beside && !existsSync(resolve(folder, name))) return [];
    const path = documents.files.inside(places.root, folder, name, stack.document.file, `Resources.${logicalId}`);
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
    return [nested, ...readNested(documents, { ...places, own: dirname(path) }, nested, [...open, path])];
  });
