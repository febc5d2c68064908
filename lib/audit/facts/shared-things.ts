// things of which the world has one, outside of AWS or of nobody in the input: whoever writes the same uses the same.
import { createHash } from 'node:crypto';
import { bucketsSaid } from './bucket-uses';
import { STORE, storeByScheme } from './stores';
import { isIssuedLabel, isIssuedPiece } from '../material/issued';
import { isEverybodys, isFile, isTenant, isToldByPath, ownLabels } from './vendors';

/** Something that cannot be two things. */
export interface Shared {
  readonly what: string;
  /** What may be shown of it. */
  readonly text: string;
  /** What tells it from others and may let somebody in. */
  readonly hidden?: string;
}

const LONGEST = 100_000;
/** Scheme, user, host and path. */
const URL = new RegExp(
  '(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,20})://(?:([^\\s/@"\'`<>{}\\\\⟨⟩]*)@)?'
  + '([a-z0-9_-]+(?:\\.[a-z0-9_-]+)+)(?::\\d+)?([^\\s"\'`<>{}\\\\⟨⟩,;)]*)',
  'gi',
);
const BARE = /(?<=^|[\s,;=@"'])([a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.[a-z]{2,24})\.?(?=$|[\s,;"'/]|:\d)/gi;

const hostOf = (host: string): Shared[] => {
  const name = host.toLowerCase();
  const isOnes = isTenant(name) || (!isEverybodys(name) && !isToldByPath(name) && !isFile(name) && ownLabels(name).some(isIssuedLabel));
  return isOnes ? [{ what: 'tenant of a service', text: name }] : [];
};

/** An address in which somebody's token stands: who knows it may call it. */
const addressOf = (user: string, host: string, path: string): Shared[] => {
  const name = host.toLowerCase();
  if (isEverybodys(name)) return [];
  const said = [user.split(':')[0]!, ...path.split(/[/?&#=,;]/)];
  return said.some(isIssuedPiece) ? [{ what: 'address of a service', text: name, hidden: `${user}@${path.replace(/[.,/]+$/, '')}` }] : [];
};

const KEYS: readonly (readonly [what: string, form: RegExp])[] = [
  ['public key', /^\s*(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+)\s+([A-Za-z0-9+/=]{40,})/],
  ['public key', /^\s*-----BEGIN (?:RSA |EC |PGP )?PUBLIC KEY(?: BLOCK)?-----([A-Za-z0-9+/=\s]{40,})/],
  ['certificate', /^\s*-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]{40,})/],
  ['certificate of an identity provider', /<(?:\w+:)?X509Certificate>([A-Za-z0-9+/=\s]{16,})</],
];

const digest = (text: string): string => createHash('sha256').update(text.replace(/\s/g, '')).digest('hex').slice(0, 16);

/** A key or a certificate that a text is: who has its one half in two places has its other half for both. */
const keyOf = (text: string): Shared[] =>
  KEYS.flatMap(([what, form]) => {
    const body = form.exec(text)?.[1];
    return body === undefined ? [] : [{ what, text: `sha256:${digest(body)}` }];
  });

/** Everything in a text that cannot be two things. */
export const sharedIn = (text: string): Shared[] => {
  if (text.length < 10 || text.length > LONGEST) return [];
  const hosts = text.includes('.');
  const urls = hosts && text.includes('://') ? [...text.matchAll(URL)] : [];
  return [
    ...urls.flatMap(([, scheme, user = '', host, path = '']) => [
      ...hostOf(host!),
      ...addressOf(user, host!, path),
      ...storeByScheme(scheme!, host!).map(store => ({ what: STORE, text: store })),
    ]),
    ...bucketsSaid(text).map(bucket => ({ what: 'bucket', text: bucket })),
    ...(hosts ? [...text.matchAll(BARE)].flatMap(([, host]) => hostOf(host!)) : []),
    ...keyOf(text),
  ];
};
