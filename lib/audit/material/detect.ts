import { decodeToken, layersOf } from './layers';
import { looksRandom, entropyOf } from './entropy';
import { patterns, type Pattern } from './patterns';
import { isPublicKey } from './public-key';
import { sweeper, type Sweep } from './sweep';
import type { CredentialClass } from '../model';

export interface Material {
  readonly kind: string;
  readonly value: string;
  readonly credentials?: CredentialClass;
  /** Where it begins in the text, or what it is encoded in. */
  readonly at?: number;
}

const PLACEHOLDER = /(.)\1{7,}|x{4,}|\*{3,}|\.{3}|<[^>]+>|\$\{|changeme|placeholder|example|your[-_ ]|dummy|redacted/i;

// most texts hold nothing: one pass tells.
const ANY_HINT = new RegExp([...new Set(patterns.map(({ hint }) => hint.replace(/[.]/g, '\\$&')))].join('|'));
const SHORTEST = 14;
const LONG = 200_000;

const matching = (text: string, { kind, pattern, credentials, holds }: Pattern): Material[] =>
  [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: part, index }) => {
    const value = part ?? whole;
    return PLACEHOLDER.test(value) || (holds && !holds(value)) ? [] : [{ kind, value, credentials, at: index }];
  });

const matches = (pattern: RegExp, text: string): boolean => !text.matchAll(pattern).next().done;

const formsIn = (text: string): Material[] =>
  text.length <= LONG && !ANY_HINT.test(text) ? [] : patterns.flatMap(pattern => (text.includes(pattern.hint) ? matching(text, pattern) : []));

/** Credentials that a text shows by their form, also inside of what is encoded in it. */
export const byForm = (text: string): Material[] =>
  text.length < SHORTEST
    ? []
    : [...formsIn(text), ...layersOf(text).flatMap(({ text: inner, at }) => formsIn(inner).map(material => ({ ...material, at })))];

const TOKEN = /[A-Za-z0-9+/_=-]{28,}/g;

/** What stands before the public half of a key. */
const PUBLIC = /(?:\bssh-(?:rsa|dss|ed25519)|\becdsa-sha2-\S+)\s+$|-----BEGIN (?:\w+ )*PUBLIC KEY-----\s*$/;

/** Whether a token is a part of what names things: a path, an ARN, a URL, a digest with its algorithm. */
const isName = (text: string, at: number, token: string): boolean =>
  /(?:arn:|:\/\/|sha\d{3}[-:]|[.:/@])$/.test(text.slice(Math.max(0, at - 8), at))
  || /^sha\d{3}-/.test(token)
  || PUBLIC.test(text.slice(Math.max(0, at - 40), at))
  || (token.match(/\//g)?.length ?? 0) > token.length / 20
  || (/^[.:@]/.test(text.slice(at + token.length, at + token.length + 1)) && !text.slice(at + token.length).startsWith(':"'));

/** Text that looks drawn at random, where a template has no reason to hold any. */
export const byChance = (text: string): Material[] => {
  if (text.length < 28 || text.length > 100_000) return [];
  return [...text.matchAll(TOKEN)]
    .filter(
      ({ 0: token, index }) =>
        looksRandom(token) && !isName(text, index, token) && !PLACEHOLDER.test(token) && decodeToken(token) === undefined && !isPublicKey(token),
    )
    .map(([value]) => ({ kind: 'text that looks random', value }));
};

const SECRET_NAME = new RegExp([
  'pass(?:word|phrase|wd)|secret|token|credential',
  '(?:api|private|signing|auth|access|encryption|account|shared|master|license)_?-?key',
  '(?:^|[_.-])(?:db|app|user|root|admin)?_?(?:pass|pwd|psk|creds?|hmac|pepper)(?:$|[_.-])',
].join('|'), 'i');
const NOT_SECRET =
  /(?:arn|id|name|path|prefix|suffix|url|uri|endpoint|ttl|expir\w*|duration|validity|policy|version|length|type|count|bucket|table|queue|region|header|field|param(?:eter)?|ref|issuer|audience|algorithm)s?$/i;

/** Whether a name promises a secret as its value, not a reference to one. */
export const namesSecret = (name: string): boolean => SECRET_NAME.test(name) && !NOT_SECRET.test(name);

/** A path into a document, a variable of a shell or of a mapping template. */
const EXPRESSION = /^(?:\$(?:\$?\.|[({]|[a-z]+\.[A-Za-z]|[A-Z_][A-Z0-9_]*$)|\{%)/;

/** Whether a text could be a secret at all, given that its name says so. */
export const couldBeSecret = (text: string): boolean =>
  text.length >= 8
  && text.length <= 4096
  && !/\s/.test(text.trim())
  && !PLACEHOLDER.test(text)
  && !EXPRESSION.test(text)
  && !/^(?:arn:|https?:\/\/|\/|\{\{resolve:|s3:\/\/|true$|false$|null$|[a-z]+(?:[-_./:][a-z]+)*$)/i.test(text)
  && entropyOf(text) >= 2.5;

const PIECE = '(?:[A-Za-z]+|[A-Za-z]{1,12}\\d{1,4}|\\d{1,4}[A-Za-z]{0,3})';

/** A name: words, abbreviations and short numbers, joined. */
const NAME_LIKE = new RegExp(`^${PIECE}(?:[-_./: ]${PIECE})*$`);

/** Whether a text could be a secret where much else is named like one, so that a word with a number is not enough. */
export const isUnlikeName = (text: string): boolean => couldBeSecret(text) && /\d/.test(text) && !NAME_LIKE.test(text);

const ASSIGNED = /[:=]\s{0,4}["'`]([A-Za-z0-9+/=_!@#%^&*.~-]{16,256})["'`]/g;
const [MOST_BLANKS, LONGEST_NAME, SHORTEST_NAME] = [4, 60, 3] as const;

/** The name that stands before an assignment, also in quotes. */
const nameBefore = (text: string, index: number): string | undefined => {
  let end = index;
  while (index - end < MOST_BLANKS && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (/["'`]/.test(text[end - 1] ?? '')) end -= 1;
  let start = end;
  while (end - start < LONGEST_NAME && /[A-Za-z0-9_.-]/.test(text[start - 1] ?? '')) start -= 1;
  return end - start < SHORTEST_NAME ? undefined : text.slice(start, end);
};

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

/** Quoted values with the names that they are given to; the value is searched first, because names are everywhere. */
const assignments = (text: string): Assignment[] =>
  [...text.matchAll(ASSIGNED)].flatMap(({ 1: value, index }) => {
    const name = nameBefore(text, index);
    return name === undefined ? [] : [{ name, value: value!, at: index }];
  });

/** Program text: a name must promise a secret, and the value must look like one. */
export const quotedSecrets = (text: string): Material[] =>
  !SECRET_NAME.test(text)
    ? []
    : assignments(text)
      .filter(({ name, value }) => namesSecret(name) && looksRandom(value))
      .map(({ name, value, at }) => ({ kind: `value of '${name}'`, value, at }));

const SETTING = /(?<![A-Za-z0-9_.$:/])([A-Za-z][A-Za-z0-9_.-]{2,60})(\\*["'])?\s{0,3}[=:]\s{0,3}(?:\\*["'])?([A-Za-z0-9+/=_!@#%^*.~-]{8,256})/g;

/** Secrets in settings that are written as text: scripts, commands, connection strings, documents. */
export const assignedSecrets = (text: string): Material[] =>
  text.length > LONG || !SECRET_NAME.test(text) || !/[=:]/.test(text)
    ? []
    : [...text.matchAll(SETTING)]
      .filter(({ 1: name, 3: value }) => namesSecret(name!) && isUnlikeName(value!))
      .map(({ 1: name, 3: value, index }) => ({ kind: `value of '${name}'`, value: value!, at: index }));

const LINE = /^\s*(?:export\s+)?([A-Za-z0-9_.-]{3,60})\s*[:=]\s*["']?([A-Za-z0-9+/=_!@#%^&*.~-]{12,256})["']?\s*$/gm;

/** By its ending, by a folder of settings, or by a name without an ending, as `credentials` and `config` have. */
const CONFIGURATION =
  /(?:\.(?:env|json|ya?ml|ini|properties|toml|cfg|conf|txt|pem|key|xml|tfvars)|\.env\.[\w-]+|(?:^|\/)\.\w+rc|(?:^|\/)\.(?:aws|docker|ssh|kube|gcloud|config)\/[^/]+|(?:^|\/)[^./]+)$/i;
const LOCK = /(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|poetry\.lock|Pipfile\.lock|\.map|\.d\.ts|\.LICENSE\.txt)$/i;

const sweep = sweeper(patterns.map(({ hint }) => hint));

/** The only hint that every manifest has: there the form itself is looked for. */
const URL_HINT = '://';

/** Whether `byForm` could find anything in any string of a document. */
export const mayHold = (text: string): boolean => {
  const { hints, base64 } = sweep(text);
  if ([...hints].some(hint => hint !== URL_HINT)) return true;
  if (hints.has(URL_HINT) && patterns.some(({ hint, pattern }) => hint === URL_HINT && matches(pattern, text))) return true;
  return base64.some(([from, behind]) => {
    // the letter behind a backslash belongs to that.
    const start = text[from - 1] === '\\' ? from + 1 : from;
    return behind - start >= 32 && decodeToken(text.slice(start, behind)) !== undefined;
  });
};

/** What a long text holds that is worth telling, gone through once. */
export interface LongText {
  readonly found: readonly Material[];
  readonly sweep: Sweep;
  /** Texts that are written in base64, and where. */
  readonly decoded: readonly { readonly text: string; readonly at: number }[];
}

/** Credentials that a text shows by their form, however long it is. */
export const inLongText = (text: string): LongText => {
  const swept = sweep(text);
  const decoded = swept.base64.flatMap(([from, behind]) => {
    const padded = text[behind] !== '=' ? behind : text[behind + 1] === '=' ? behind + 2 : behind + 1;
    const inner = decodeToken(text.slice(from, padded));
    return inner === undefined ? [] : [{ text: inner, at: from }, ...layersOf(inner).map(layer => ({ ...layer, at: from }))];
  });
  const found = patterns.filter(({ hint }) => swept.hints.has(hint)).flatMap(pattern => matching(text, pattern));
  for (const { text: inner, at } of decoded) found.push(...formsIn(inner).map(material => ({ ...material, at })));
  return { found, sweep: swept, decoded };
};

/**
 * Credentials in the text of an asset, and whether it is one of the team's settings; bundled code is full of text that only looks
 * random, so there a name must promise one.
 */
export const inAsset = (file: string, text: string): LongText & { readonly settings: boolean } => {
  const { found, sweep: swept, decoded } = inLongText(text);
  if (LOCK.test(file) || text.includes('\0')) return { found, sweep: swept, decoded, settings: false };
  const configuration = CONFIGURATION.test(file);
  const named = assignments(text);
  if (configuration)
    for (const { 0: line, 1: name, 2: value, index } of text.matchAll(LINE))
      named.push({ name: name!, value: value!, at: index + line.indexOf(name!) });
  const byName = named
    .filter(({ name, value }) => namesSecret(name) && (configuration ? couldBeSecret(value) && /\d/.test(value) : looksRandom(value)))
    .map(({ name, value, at }) => ({ kind: `value of '${name}'`, value, at }));
  return { found: [...found, ...byName], sweep: swept, decoded, settings: configuration && !file.includes('node_modules/') };
};
