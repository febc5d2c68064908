// texts in which nothing stands that anything looks for, whatever property they are at; environments repeat most of theirs.
import { layersOf } from '../material/layers';
import { assignedSecrets, byChance, byForm, quotedSecrets } from '../material/detect';
import { addressesIn } from './addresses';
import { bucketsIn, type NamedBuckets } from './bucket-uses';
import { idsIn } from './ids';
import { sharedIn } from './shared-things';

/** Accounts, keys, names of buckets in ARNs, dynamic references, documents. */
const TELLING = /\d{12}|[0-9a-f]{8}-[0-9a-f]{4}-|:s3:::|\{\{resolve:|^\s*[{[]/;

/** Tells whether a text holds nothing that has a meaning of its own; what a property means is not its business. */
export const blandness = (buckets: NamedBuckets): ((text: string) => boolean) => {
  const known = new Map<string, boolean>();
  const look = (text: string): boolean =>
    !TELLING.test(text)
    && addressesIn(text).length === 0
    && idsIn(text).length === 0
    && bucketsIn(buckets, text).length === 0
    && byForm(text).length === 0
    && byChance(text).length === 0
    && assignedSecrets(text).length === 0
    && quotedSecrets(text).length === 0
    && layersOf(text).length === 0
    && sharedIn(text).length === 0;
  return text => {
    let bland = known.get(text);
    if (bland === undefined) known.set(text, (bland = look(text)));
    return bland;
  };
};
