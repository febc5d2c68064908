import { unfold } from './for-each';
import { refuseCycles } from './cycles';
import { objectAt, objectIn } from './shape';
import type { Document, Resource } from './types';
import { UnusableInput } from '../model';

/** Type of an entry that stands for resources which are only known at deployment. */
export const OPAQUE = 'Fn::ForEach';

/** Type of an entry that stands for resources which a macro brings. */
export const TRANSFORM = 'Fn::Transform';

const sections = ['Parameters', 'Mappings', 'Conditions', 'Outputs', 'Rules'] as const;
const known = new Set<string>([...sections, 'AWSTemplateFormatVersion', 'Description', 'Metadata', 'Transform', 'Hooks']);

/** The resources of a template, after checking that it is one. */
export const readResources = ({ value, file }: Document): Map<string, Resource> => {
  // a stack that only exports, or that is still empty, has none.
  if (value.Resources === undefined && !Object.keys(value).every(key => known.has(key))) {
    throw new UnusableInput('has no Resources: it is not a CloudFormation template', file);
  }
  for (const section of sections) objectIn(value, section, file, '');
  const resources = new Map<string, Resource>();
  for (const [logicalId, declared] of Object.entries(unfold(objectIn(value, 'Resources', file, '')))) {
    if (logicalId.startsWith('Fn::ForEach::')) {
      resources.set(logicalId, { type: OPAQUE, body: { Properties: declared } });
      continue;
    }
    if (logicalId === TRANSFORM) {
      resources.set(logicalId, { type: TRANSFORM, body: { Properties: { Transform: declared } } });
      continue;
    }
    const place = `Resources.${logicalId}`;
    const body = objectAt(declared, file, place);
    if (typeof body.Type !== 'string' || body.Type === '')
      throw new UnusableInput('expected a resource with a Type', file, place);
    if (body.Properties !== undefined && body.Properties !== null) objectAt(body.Properties, file, `${place}.Properties`);
    resources.set(logicalId, { type: body.Type, body });
  }
  refuseCycles(resources, file);
  return resources;
};
