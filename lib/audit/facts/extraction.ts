// what every part of the extraction needs at hand, made once for the whole input.
import { byForm, type Material } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { Resolver } from '../resolve/resolver';
import type { ResourceNode, StackNode, World } from '../world/types';
import type { NamedBuckets } from './bucket-uses';
import type { Joined } from './foreign-belongings';
import type { Plan } from './plan';
import type { HostLook } from './service-hosts';
import type { Facts, Place } from './types';
import type { Shape } from './walk';

export interface Extraction {
  readonly world: World;
  readonly resolver: Resolver;
  readonly facts: Facts;
  readonly fingerprint: Fingerprint;
  /** Ids of assets and resources, which may look like anything and are no secret. */
  readonly knownNames: ReadonlySet<string>;
  /** Roots of the shapes of each type. */
  readonly shapes: Map<string, Shape<Plan>>;
  readonly sections: Shape<{ readonly shows: boolean }>;
  readonly buckets: NamedBuckets;
  readonly hosts: HostLook;
  readonly joined: Joined[];
  readonly isBland: (text: string) => boolean;
  /** Credentials in names of properties, which repeat in every template. */
  readonly names: Map<string, readonly Material[]>;
}

export const placeIn = (stack: StackNode, path: readonly string[], resource?: ResourceNode): Place => ({
  environment: stack.environment,
  stack,
  resource,
  document: { file: stack.loaded.document.file, source: stack.loaded.document },
  path,
});

/** Functions that read something of another stack. */
export const READS = /^Fn::(?:ImportValue|GetStackOutput)$/;

/** Credentials in the name of a property. */
export const inName = ({ names }: Extraction, text: string): readonly Material[] => {
  let found = names.get(text);
  if (!found) names.set(text, (found = byForm(text)));
  return found;
};
