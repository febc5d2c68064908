import type { JsonObject } from '../assembly/shape';

/** The name of the intrinsic function that a node is, if it is one. */
export const intrinsicOf = (node: JsonObject): string | undefined => {
  let only: string | undefined;
  for (const key in node) {
    if (only !== undefined) return undefined;
    only = key;
  }
  return only !== undefined && (only === 'Ref' || only.startsWith('Fn::')) ? only : undefined;
};
