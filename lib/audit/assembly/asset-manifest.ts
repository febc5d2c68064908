import { dirname } from 'node:path';
import type { Documents } from './documents';
import { objectAt, objectIn, stringIn } from './shape';
import type { AssetReference } from './types';

/** The assets that one asset manifest publishes. */
export const readAssetManifest = (documents: Documents, root: string, path: string): AssetReference[] => {
  const document = documents.read(path);
  return (['files', 'dockerImages'] as const).flatMap(section =>
    Object.entries(objectIn(document.value, section, document.file, '')).map(([id, value]) => {
      const place = [section, id];
      const entry = objectAt(value, document.file, place.join('.'));
      const source = objectIn(entry, 'source', document.file, place.join('.'));
      const name = stringIn(source, section === 'files' ? 'path' : 'directory');
      return {
        id,
        kind: section === 'files' ? ('file' as const) : ('docker' as const),
        path:
          name === undefined
            ? undefined
            : documents.files.inside(root, dirname(path), name, document.file, `${place.join('.')}.source`),
        entry,
        document,
        place,
      };
    }),
  );
};
