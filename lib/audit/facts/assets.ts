// the assets themselves, read as text.
import type { AssetContent, Loaded } from '../assembly/types';
import { decodeText } from '../material/base64';
import { inAsset } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { EnvironmentNode, World } from '../world/types';
import { accountsIn } from './accounts-in';
import { isExampleAccount } from './benign';
import { positionsOutside } from './positions';
import { secretTexts } from './secret-texts';
import { finderIn } from './stands-in';
import type { Facts, Place } from './types';

/** Beyond it a file is code of others, where base64 is searched for credentials but not for accounts. */
const MOST_DECODED = 1_000_000;
const BASE64 = /[A-Za-z0-9+/]{24,}={0,2}/g;

const decoded = (text: string): string[] =>
  text.length > MOST_DECODED ? [] : [...text.matchAll(BASE64)].flatMap(([token]) => decodeText(token) ?? []);

interface Scanned {
  readonly accounts: { readonly file: string; readonly account: string; readonly certain: boolean }[];
  readonly material: { readonly file: string; readonly found: ReturnType<typeof inAsset> }[];
}

const scanContent = ({ files }: AssetContent): Scanned => {
  const accounts = new Map<string, Scanned['accounts'][number]>();
  const material: Scanned['material'] = [];
  for (const { file, text } of files) {
    for (const piece of [text, ...decoded(text)]) {
      for (const { account, as } of accountsIn(piece))
        accounts.set(`${file}\0${account}`, { file, account, certain: as === 'arn' });
    }
    const found = inAsset(file, text);
    if (found.length > 0) material.push({ file, found });
  }
  return { accounts: [...accounts.values()], material };
};

/** Bundled code and files, read once and held against every environment that uses them. */
export const assetFacts = (world: World, facts: Facts, fingerprint: Fingerprint, { contents }: Loaded): void => {
  const identifying = world.environments.filter(({ identifiers }) => identifiers.length > 0);
  for (const [path, content] of contents) {
    const users: EnvironmentNode[] = [...(facts.assetUsers.get(path) ?? [])];
    const scanned = scanContent(content);
    const files = content.files.map(({ file, text }) => ({ file, holds: finderIn(text) }));
    for (const environment of users) {
      const placeOf = (file: string): Place => ({ environment, document: { file }, path: [] });
      for (const { file, account, certain } of scanned.accounts) {
        const of = world.byAccount.get(account);
        if (environment.accounts.has(account) || (!of && (!certain || isExampleAccount(account)))) continue;
        facts.mentions.push({
          place: placeOf(file),
          position: { ...positionsOutside.asset, invariant: 'accounts.foreign', what: 'the content of an asset' },
          of,
          account,
          value: account,
        });
      }
      for (const { file, found } of scanned.material) secretTexts(facts, fingerprint, placeOf(file), found);
      for (const { file, reason } of content.unread) facts.unread.push({ place: placeOf(file), reason });
      for (const other of identifying) {
        if (other === environment) continue;
        for (const word of other.identifiers) {
          for (const { file, holds } of files)
            if (holds(word)) facts.identifiers.push({ place: placeOf(file), text: word, what: 'declared identifier' });
        }
      }
    }
  }
};
