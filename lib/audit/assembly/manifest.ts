import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readAssetManifest } from './asset-manifest';
import type { Documents } from './documents';
import { limits } from './limits';
import { readNested } from './nested';
import { isObject, objectAt, objectIn, stringAt, stringIn, type JsonObject } from './shape';
import { readResources } from './template';
import type { AssetReference, Document, Loaded, LoadedStack } from './types';
import { UnusableInput } from '../model';

export interface ManifestParts {
  readonly stacks: LoadedStack[];
  readonly missing: Loaded['missing'][number][];
  /** Paths of construct trees. */
  readonly trees: string[];
}

/** `aws://account/region` of a manifest, where both are known. */
const placeOf = (environment: string | undefined): { account?: string; region?: string } => {
  const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment ?? '') ?? [];
  return {
    account: account && /^\d{12}$/.test(account) ? account : undefined,
    region: region && region !== 'unknown-region' ? region : undefined,
  };
};

const assetManifests = (artifacts: JsonObject, stack: JsonObject): string[] => {
  const names = stack.dependencies;
  return (Array.isArray(names) ? names : []).flatMap(name => {
    const artifact = typeof name === 'string' ? artifacts[name] : undefined;
    if (!isObject(artifact) || artifact.type !== 'cdk:asset-manifest' || !isObject(artifact.properties)) return [];
    const file = stringIn(artifact.properties, 'file');
    return file === undefined ? [] : [file];
  });
};

/** Assets that no stack of a manifest waits for; they are published all the same, with the first stack's account. */
const unclaimed = (documents: Documents, root: string, folder: string, manifest: Document, artifacts: JsonObject): AssetReference[] => {
  const claimed = new Set(
    Object.values(artifacts).flatMap(artifact =>
      isObject(artifact) && artifact.type === 'aws:cloudformation:stack' ? assetManifests(artifacts, artifact) : [],
    ),
  );
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isObject(artifact) || artifact.type !== 'cdk:asset-manifest' || !isObject(artifact.properties)) return [];
    const file = stringIn(artifact.properties, 'file');
    if (file === undefined || claimed.has(file)) return [];
    const path = documents.files.inside(root, folder, file, manifest.file, `artifacts.${id}.properties.file`);
    return readAssetManifest(documents, root, path);
  });
};

interface Folder {
  readonly documents: Documents;
  /** The outermost assembly, which nothing may lead out of. */
  readonly root: string;
  readonly path: string;
  readonly manifest: Document;
  readonly stage: readonly string[];
}

const readStack = (
  { documents, root, path: folder, manifest, stage }: Folder,
  id: string,
  artifact: JsonObject,
): LoadedStack[] => {
  const { files } = documents;
  const place = ['artifacts', id];
  const at = (name: unknown, key: string) => files.inside(root, folder, name, manifest.file, [...place, key].join('.'));
  const properties = objectIn(artifact, 'properties', manifest.file, place.join('.'));
  const document = documents.read(
    at(stringAt(properties.templateFile, manifest.file, `${place.join('.')}.properties.templateFile`), 'properties.templateFile'),
  );
  const assets: AssetReference[] = assetManifests(objectIn(manifest.value, 'artifacts', manifest.file, ''), artifact).flatMap(
    file => readAssetManifest(documents, root, at(file, 'dependencies')),
  );
  const metadataFile = stringIn(artifact, 'additionalMetadataFile');
  const stack: LoadedStack = {
    name: stringIn(properties, 'stackName') ?? id,
    stage,
    ...placeOf(stringIn(artifact, 'environment')),
    document,
    resources: readResources(document),
    artifact: { document: manifest, place, value: artifact },
    metadata: metadataFile === undefined ? undefined : documents.read(at(metadataFile, 'additionalMetadataFile')),
    assets,
    parameters: Object.fromEntries(
      Object.entries(objectIn(properties, 'parameters', manifest.file, place.join('.'))).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key, value]] : [],
      ),
    ),
  };
  return [stack, ...readNested(documents, { root, folder, own: folder }, stack)];
};

/** Reads a manifest, its stacks with their nested stacks, and the assemblies inside it. */
export const readManifest = (
  documents: Documents,
  root: string,
  folder: string,
  stage: readonly string[] = [],
  open: readonly string[] = [],
): ManifestParts => {
  const path = join(folder, 'manifest.json');
  const manifest = documents.read(path);
  if (open.includes(folder) || open.length > limits.nestedAssemblies) throw new UnusableInput('contains itself', manifest.file);
  const artifacts = objectIn(manifest.value, 'artifacts', manifest.file, '');
  const parts: ManifestParts = { stacks: [], missing: [], trees: [] };
  for (const [id, value] of Object.entries(artifacts)) {
    const artifact = objectAt(value, manifest.file, `artifacts.${id}`);
    if (artifact.type === 'aws:cloudformation:stack') {
      parts.stacks.push(...readStack({ documents, root, path: folder, manifest, stage }, id, artifact));
    } else if (artifact.type === 'cdk:cloud-assembly') {
      const properties = objectIn(artifact, 'properties', manifest.file, `artifacts.${id}`);
      const inner = documents.files.inside(
        root,
        folder,
        properties.directoryName,
        manifest.file,
        `artifacts.${id}.properties.directoryName`,
      );
      const name = (stringIn(properties, 'displayName') ?? id).split('/');
      const nested = readManifest(documents, root, inner, name, [...open, folder]);
      parts.stacks.push(...nested.stacks);
      parts.missing.push(...nested.missing);
      parts.trees.push(...nested.trees);
    } else if (artifact.type === 'cdk:tree') {
      const properties = objectIn(artifact, 'properties', manifest.file, `artifacts.${id}`);
      parts.trees.push(documents.files.inside(root, folder, properties.file, manifest.file, `artifacts.${id}.properties.file`));
    }
  }
  parts.stacks[0]?.assets.push(...unclaimed(documents, root, folder, manifest, artifacts));
  const { missing } = manifest.value;
  if (Array.isArray(missing)) {
    missing.forEach((entry, index) =>
      parts.missing.push({
        document: manifest,
        place: ['missing', String(index)],
        key: isObject(entry) ? (stringIn(entry, 'key') ?? 'context') : 'context',
      }),
    );
  }
  return parts;
};

export const isAssembly = (folder: string): boolean => existsSync(join(folder, 'manifest.json'));

/** Where the CLI keeps looked-up values: beside the assembly, or beside the app that wrote it. */
export const contextFiles = (documents: Documents, root: string): Document[] =>
  [root, dirname(root)]
    .map(folder => join(folder, 'cdk.context.json'))
    .filter(path => existsSync(path))
    .map(path => documents.read(path));
