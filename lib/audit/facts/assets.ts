// the assets themselves, read as text: once, whoever uses them.
import type { AssetText, Loaded } from '../assembly/types';
import { inAsset, type Material } from '../material/detect';
import type { Fingerprint } from '../material/fingerprint';
import type { World } from '../world/types';
import { accountAt, accountsIn } from './accounts-in';
import { addressesAt, type Addresses } from './addresses';
import type { Belonging } from './belongings';
import { isExampleAccount } from './benign';
import { positionsOutside } from './positions';
import { foreignOwner, type HostLook, type NamedHost } from './service-hosts';
import { sharedFacts } from './shared-facts';
import { secretTexts } from './secret-texts';
import type { Facts, Place } from './types';

interface AccountInFile {
  readonly account: string;
  readonly certain: boolean;
  readonly at: number;
}

/** What one file holds that concerns anybody. */
interface Scanned {
  readonly file: string;
  readonly text: string;
  readonly accounts: readonly AccountInFile[];
  readonly material: readonly Material[];
  readonly addresses: readonly (Addresses & { readonly at: number })[];
  readonly belongings: readonly Belonging[];
  readonly hosts: readonly NamedHost[];
  /** Texts in which settings stand. */
  readonly settings: readonly { readonly text: string; readonly at: number }[];
}

const scan = ({ file, text }: AssetText, belongings: (text: string) => Belonging[], hosts: HostLook): Scanned => {
  const { found, sweep, decoded, settings } = inAsset(file, text);
  const named = [
    ...sweep.accounts.flatMap(at => {
      const account = accountAt(text, at);
      return account ? [{ ...account, at }] : [];
    }),
    ...decoded.flatMap(({ text: inner, at }) => accountsIn(inner).map(account => ({ ...account, at }))),
  ];
  const accounts = new Map<string, AccountInFile>();
  for (const { account, as, at } of named)
    if (as === 'arn' || !accounts.has(account)) accounts.set(account, { account, certain: as === 'arn', at });
  return {
    file,
    text,
    accounts: [...accounts.values()],
    material: [...new Map(found.map(material => [material.value, material])).values()],
    addresses: addressesAt(text),
    belongings: [
      ...belongings(text),
      ...decoded.flatMap(({ text: inner, at }) => belongings(inner).map(belonging => ({ ...belonging, at }))),
    ],
    hosts: [...hosts(text), ...decoded.flatMap(({ text: inner, at }) => hosts(inner).map(host => ({ ...host, at })))],
    settings: settings ? [{ text, at: 0 }, ...decoded] : [],
  };
};

/** Authorities that everybody trusts lie beside much code. */
const isCertificate = (text: string): boolean => text.trimStart().startsWith('-----BEGIN');

const lineAt = (text: string, index: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
};

/** Bundled code and files, held against every environment that uses them. */
export const assetFacts = (
  world: World,
  facts: Facts,
  fingerprint: Fingerprint,
  { contents }: Loaded,
  belongings: (text: string) => Belonging[],
  hosts: HostLook,
): void => {
  const networks = facts.blocks.filter(({ role }) => role === 'vpc');
  for (const [path, { files, unread }] of contents) {
    const scanned = files.map(file => scan(file, belongings, hosts));
    for (const environment of facts.assetUsers.get(path) ?? []) {
      for (const { file, text, accounts, material, addresses, belongings: held, hosts: named, settings } of scanned) {
        const placeAt = (at?: number): Place => ({ environment, document: { file }, path: [], line: at === undefined ? undefined : lineAt(text, at) });
        for (const { account, certain, at } of accounts) {
          const of = world.byAccount.get(account);
          if (environment.accounts.has(account) || (!of && (!certain || isExampleAccount(account)))) continue;
          const position = { ...positionsOutside.asset, invariant: 'accounts.foreign', what: 'the content of an asset' };
          facts.mentions.push({ place: placeAt(at), position, of, account, value: account });
        }
        for (const found of material) secretTexts(facts, fingerprint, placeAt(found.at), [found]);
        for (const { text: word, at, position, owners } of held) {
          if (owners.has(environment)) continue;
          for (const of of owners) facts.mentions.push({ place: placeAt(at), position, of, value: word });
        }
        for (const host of named) {
          const owner = foreignOwner(host, environment);
          const position = { invariant: 'network.shared-id', what: 'a host in the content of an asset', watched: false };
          if (owner)
            facts.mentions.push({ place: placeAt(host.at), position, of: owner.stack.environment, target: owner, value: host.host });
        }
        for (const { text: setting, at } of settings.filter(({ text: one }) => !isCertificate(one))) sharedFacts(facts, fingerprint, () => placeAt(at), setting);
        for (const { at, ...block } of addresses) {
          const { first, last } = block;
          if (networks.some(network => network.place.environment !== environment && network.first <= first && last <= network.last))
            facts.blocks.push({ place: placeAt(at), role: 'value', joins: false, ...block });
        }
      }
      for (const { file, reason } of unread) facts.unread.push({ place: { environment, document: { file }, path: [] }, reason });
    }
  }
};
