import { readFileSync } from 'node:fs';
import { placeOf } from './assets';
import type { Reason } from './contract';
import type { GateSettings } from './settings';
import type { ReleaseStack, ReleaseTemplate } from './stacks';
import { sameTemplate } from './templates';
import { isObject, type Json, type JsonObject } from '../../lib/audit/assembly/shape';

/** Files that an archive's own template may take from the bucket, by key. */
type Published = ReadonlyMap<string, string>;

const pathsOf = ({ assets }: ReleaseStack, settings: GateSettings): Published => new Map(assets.flatMap(asset => {
  const place = placeOf(asset, settings);
  return place === undefined || asset.path === undefined ? [] : [[place.key, asset.path] as const];
}));

/** A URL as CDK composes it; every other part than a text stands for the region's own suffix. */
const textOf = (value: Json | undefined): string => {
  if (typeof value === 'string') return value.replaceAll('${AWS::URLSuffix}', 'amazonaws.com');
  if (!isObject(value) || Object.keys(value).length !== 1) return '';
  if (value.Ref === 'AWS::URLSuffix') return 'amazonaws.com';
  if (typeof value['Fn::Sub'] === 'string') return textOf(value['Fn::Sub']);
  const join = value['Fn::Join'];
  return Array.isArray(join) && join[0] === '' && Array.isArray(join[1]) ? join[1].map(textOf).join('') : '';
};

/**
 * What a template takes from elsewhere and the archive does not have.
 *
 * A digest says what an assembly is as long as all of it is in the assembly: code under a key that no manifest publishes, a nested
 * template at another address than the one that was read, or an image under a name could be anything by tomorrow. Macros are
 * the audit's: what it cannot read it does not prove.
 */
const foreignIn = (node: Json, place: string, published: Published, { assetsBucket, region }: GateSettings): string[] => {
  const own = (bucket: Json | undefined, key: Json | undefined) => bucket === assetsBucket && typeof key === 'string' && published.has(key);
  const walk = (value: Json, at: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((each, index) => walk(each, `${at}.${index}`));
    if (!isObject(value)) return [];
    const found = Object.entries(value).flatMap(([key, inner]): string[] => {
      const here = `${at}.${key}`;
      switch (key) {
        case 'S3Key': return own(value.S3Bucket, inner) ? [] : [here];
        case 'BodyS3Location': case 'DefinitionS3Location': case 'CodeS3Location':
          return isObject(inner) && own(inner.Bucket, inner.Key) ? [] : [here];
        case 'TemplateURL': {
          const [, bucket, name] = new RegExp(`^https://s3\\.(?:${region}|\\$\\{AWS::Region\\})\\.amazonaws\\.com/([^/]+)/([^/?#]+)$`).exec(textOf(inner)) ?? [];
          return own(bucket, name) ? [] : [here];
        }
        case 'SourceObjectKeys': return Array.isArray(inner) && inner.every(each => own(assetsBucket, each)) ? [] : [here];
        case 'ScriptLocation': case 'SchemaHandlerPackage': case 'ModulePackage': return [here];
        case 'ImageUri': case 'Image': return typeof inner !== 'string' || /@sha256:[0-9a-f]{64}$/.test(inner) ? [] : [here];
        default: return [];
      }
    });
    return [...found, ...Object.entries(value).flatMap(([key, inner]) => walk(inner, `${at}.${key}`))];
  };
  return walk(node, place);
};

const isNested = (resource: Json | undefined): resource is JsonObject => isObject(resource) && resource.Type === 'AWS::CloudFormation::Stack';

/** Nested stacks whose template is not the one that the audit has read. */
const nestedIn = ({ template, nested }: ReleaseTemplate, published: Published): string[] =>
  Object.entries(isObject(template.Resources) ? template.Resources : {}).flatMap(([logicalId, resource]) => {
    if (!isNested(resource)) return [];
    const key = textOf(isObject(resource.Properties) ? resource.Properties.TemplateURL : undefined).split('/').at(-1) ?? '';
    const [path, inner] = [published.get(key), nested[logicalId]];
    return path !== undefined && inner !== undefined && sameTemplate(readFileSync(path, 'utf8'), inner.template) ? [] : [`Resources.${logicalId}.Properties.TemplateURL`];
  });

const foreignOf = (of: ReleaseTemplate, published: Published, settings: GateSettings): string[] => [
  ...foreignIn(of.template.Resources ?? {}, 'Resources', published, settings),
  ...nestedIn(of, published),
  ...Object.values(of.nested).flatMap(inner => foreignOf(inner, published, settings)),
];

/** Whether everything that a stack takes is in the archive, so that the digest covers it. */
export const judgeReferences = (stack: ReleaseStack, settings: GateSettings): Reason[] =>
  [...new Set(foreignOf(stack, pathsOf(stack, settings), settings))].map(place => ({
    code: 'asset-unverifiable', message: `${stack.name} takes something that is not in the archive, at ${place.slice(0, 200)}; make it an asset of the app`,
  }));
