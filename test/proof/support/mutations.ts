import type { Scheme } from '../../../lib/providers';
import { guesses } from './compose';
import type { Random } from './random';
import type { SignedRequest } from './verdict';

/** What a mutation may use beside the request itself. */
export interface Material {
  readonly scheme: Scheme;
  readonly random: Random;
  /** Another valid request with the same secret. */
  readonly other: SignedRequest;
  /** The same message signed with another secret. */
  readonly foreign: SignedRequest;
}

/** Makes another request of a valid one; none of them may be accepted. */
export type Mutation = (request: SignedRequest, material: Material) => SignedRequest;

const header = (request: SignedRequest, name: string | undefined, change: (value: string) => string): SignedRequest =>
  name === undefined || request.headers[name] === undefined ? request : { ...request, headers: { ...request.headers, [name]: change(request.headers[name]) } };

const signature = (change: (value: string, material: Material, request: SignedRequest) => string): Mutation => (request, material) =>
  header(request, material.scheme.headers.signature, value => change(value, material, request));

const body = (change: (bytes: Buffer, random: Random) => Buffer | string): Mutation => (request, { random }) =>
  ({ ...request, body: Buffer.from(change(request.body, random) as string) });

/** Another text of the same value; a body that an earlier mutation has broken stays as it is. */
const json = (write: (value: object) => string): Mutation => body(bytes => {
  try {
    return write(JSON.parse(bytes.toString()) as object);
  } catch {
    return bytes;
  }
});

/** Changes the timestamp where it stands: in a header of its own, or before the tags. */
const timestamp = (change: (value: string) => string): Mutation => (request, { scheme }) => {
  const { tag, headers } = scheme;
  if (tag.timestamp === undefined) return header(request, headers.timestamp, change);
  return header(request, headers.signature, value => value.replace(/^(t=)([^,]*)/, (_, mark: string, at: string) => mark + change(at)));
};

/** The tag of the signature, without what stands before it. */
const tag = (change: (tag: string, scheme: Scheme) => string): Mutation => signature((value, { scheme }) => {
  const set = scheme.tag.timestamp === undefined ? 0 : value.indexOf(',') + 1;
  const prefix = scheme.tag.prefixes.map(([each]) => each).find(each => value.startsWith(each, set)) ?? '';
  const at = set + prefix.length;
  return value.slice(0, at) + change(value.slice(at), scheme);
});

const splice = (text: string, random: Random): string => {
  const at = random.below(text.length + 1);
  const letter = String.fromCharCode(1 + random.below(126));
  switch (random.below(4)) {
    case 0: return text.slice(0, at) + letter + text.slice(at);
    case 1: return text.slice(0, at) + text.slice(at + 1);
    case 2: return text.slice(0, at) + letter + text.slice(at + 1);
    default: return text.slice(0, at) + text.slice(at - 1);
  }
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const messageOf = ({ headers: sent, body: bytes }: SignedRequest, { signed, headers }: Scheme): Buffer =>
  Buffer.concat([Buffer.from(signed.map(part => `${sent[headers[part] ?? ''] ?? ''}.`).join('')), bytes]);

/** Whether two requests say the same, as far as the signature goes: a tag may carry its prefix or not, and a list may repeat it. */
const sayTheSame = (one: SignedRequest, other: SignedRequest, { signed, headers, tag: { prefixes, separator } }: Scheme): boolean => {
  const unprefixed = (value: string) => (prefixes.some(([each]) => each === '') ? value.replace(/^sha256=/, '') : value);
  const plain = (value = '') => [...new Set(unprefixed(value).split(separator ?? '\0'))].join('\0');
  return one.body.equals(other.body)
    && [...signed.map(part => headers[part]), headers.algorithm?.name].every(name => name === undefined || one.headers[name] === other.headers[name])
    && plain(one.headers[headers.signature]) === plain(other.headers[headers.signature]);
};

/** One or two mutations at once; undefined where they undo each other or make another valid request. */
export const mutate = (request: SignedRequest, material: Material): { readonly names: readonly string[]; readonly mutant: SignedRequest } | undefined => {
  const { random, scheme, other } = material;
  const names = Array.from({ length: 1 + random.below(2) }, () => random.pick(mutationNames));
  const mutant = names.reduce((before, name) => mutations[name]!(before, material), request);
  return sayTheSame(mutant, request, scheme) || sayTheSame(mutant, other, scheme) ? undefined : { names, mutant };
};

/** Grammar-aware mutations by name; the names are those of the written list of differences. */
export const mutations: Readonly<Record<string, Mutation>> = {
  'a letter of a signed header': (request, { scheme, random }) =>
    header(request, random.pick([...scheme.signed.map(part => scheme.headers[part]), scheme.headers.signature]), value => splice(value, random)),
  'a letter of the signature': signature((value, { random }) => splice(value, random)),
  'a byte of the body': body((bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  }),
  'body: byte order mark': body(bytes => Buffer.concat([Buffer.from('\ufeff'), bytes])),
  'body: newline at the end': body(bytes => `${bytes.toString()}\n`),
  'body: serialised anew': json(value => JSON.stringify(value, null, 3)),
  'body: keys in another order': json(value => JSON.stringify(Object.fromEntries(Object.entries(value).reverse()))),
  'body: other normal form': body(bytes => bytes.toString().normalize('NFD')),
  'body: other encoding': body(bytes => Buffer.from(bytes.toString(), 'latin1')),
  'body: invalid UTF-8 added': body(bytes => Buffer.concat([bytes, Buffer.from([0xff])])),
  'body: cut': body((bytes, random) => bytes.subarray(0, random.below(bytes.length))),
  'body: empty': body(() => ''),
  'body: replaced by another request\'s': (request, { other }) => ({ ...request, body: other.body }),
  'timestamp: space before': timestamp(at => ` ${at}`),
  'timestamp: zero before': timestamp(at => `0${at}`),
  'timestamp: plus before': timestamp(at => `+${at}`),
  'timestamp: letters after': timestamp(at => `${at}abc`),
  'timestamp: fraction': timestamp(at => `${at}.0`),
  'timestamp: exponent': timestamp(at => `${at}e0`),
  'timestamp: space after': timestamp(at => `${at} `),
  'timestamp: newline after': timestamp(at => `${at}\n`),
  'timestamp: milliseconds': timestamp(at => `${at}000`),
  'timestamp: hexadecimal': timestamp(at => `0x${Number(at).toString(16)}`),
  'timestamp: other digits': timestamp(at => [...at].map(digit => String.fromCharCode(0x660 + Number(digit))).join('')),
  'timestamp: another second': timestamp(at => String(Number(at) + 1)),
  'timestamp: of another request': (request, { scheme, other }) => timestamp(at => {
    const theirs = scheme.tag.timestamp === undefined ? other.headers[scheme.headers.timestamp ?? ''] : /t=(\d+)/.exec(other.headers[scheme.headers.signature]!)?.[1];
    return theirs ?? at;
  })(request, { scheme } as Material),
  'id: of another request': (request, { scheme, other }) =>
    (scheme.signed.includes('id') ? header(request, scheme.headers.id, () => other.headers[scheme.headers.id!]!) : request),
  'signed bytes cut elsewhere': (request, { scheme }) => {
    const { id, timestamp: at } = scheme.headers;
    if (!scheme.signed.includes('id')) return timestamp(value => `${value}.${request.body.toString().slice(0, 3)}`)({ ...request, body: request.body.subarray(3) }, { scheme } as Material);
    const sent = request.headers;
    return { headers: { ...sent, [id!]: sent[id!]!.slice(0, -1), [at!]: `${sent[id!]!.slice(-1)}.${sent[at!]}` }, body: request.body };
  },
  'signature: of another request': (request, { other, scheme }) => header(request, scheme.headers.signature, () => other.headers[scheme.headers.signature]!),
  'signature: with another secret': (request, { foreign, scheme }) => header(request, scheme.headers.signature, () => foreign.headers[scheme.headers.signature]!),
  'signature: without any secret': (request, { scheme, random }) => tag(() =>
    random.pick(guesses(messageOf(request, scheme))).toString(scheme.tag.encoding))(request, { scheme, random } as Material),
  'tag: empty': tag(() => ''),
  'tag: without padding': tag(text => text.replace(/=+$/, '') + (text.endsWith('=') ? '' : 'x')),
  'tag: more padding': tag(text => `${text}=`),
  'tag: bits beyond its end': tag(text => text.replace(/(.)=$/, (_, last: string) => `${alphabet[alphabet.indexOf(last) ^ 1]}=`)),
  'tag: truncated': tag((text, { tag: { encoding } }) => Buffer.from(text, encoding).subarray(0, 16).toString(encoding)),
  'tag: in the other case': tag((text, { tag: { encoding } }) => (encoding === 'hex' ? text.toUpperCase() : text.toLowerCase())),
  'tag: in the other encoding': tag((text, { tag: { encoding } }) => Buffer.from(text, encoding).toString(encoding === 'hex' ? 'base64' : 'hex')),
  'tag: followed by a comma and more': signature(value => `${value},garbage`),
  'tag: newline inside': signature(value => `${value.slice(0, -5)}\n${value.slice(-5)}`),
  'tag: space before': signature(value => ` ${value}`),
  'tag: space after': signature(value => `${value} `),
  'tag: beside what is no tag': signature(value => `garbage ${value}`),
  'tag: beside an empty one': signature(value => `${value} v1,`),
  'tag: joined by a comma': signature(value => `${value},${value}`),
  'tag: version in capitals': signature(value => value.replace('v1', 'V1').replace('sha256=', 'SHA256=').replace(/^[0-9a-f]{64,}$/, '0x$&')),
  'tag: of an unknown version': signature(value => (value.includes('v1') ? value.replace('v1', 'v7') : `md5=${value}`)),
  'tag: of the other kind': signature(value => value.replace(/^v1a?,/, prefix => (prefix === 'v1,' ? 'v1a,' : 'v1,')).replace(/^sha256=/, 'sha512=').replace(/,v1=/, ',v0=')
    .replace(/^([0-9a-f]{64,})$/, 'sha512=$1')),
  'tag: among twenty': signature(value => [value, ...Array.from({ length: 20 }, () => value.replace(/[A-Za-z0-9]{8}(?=[^ ]*$)/, 'AAAAAAAA'))].join(' ')),
  'header: sent without its value': (request, { scheme, random }) =>
    header(request, random.pick([...scheme.signed.map(part => scheme.headers[part]), scheme.headers.signature]), () => ''),
  'header: joined with itself': signature(value => `${value}, ${value}`),
};

export const mutationNames = Object.keys(mutations);
