import { decodeText } from './base64';
import { looksRandom, entropyOf } from './entropy';
import { patterns } from './patterns';
import type { CredentialClass } from '../model';

export interface Material {
  readonly kind: string;
  readonly value: string;
  readonly credentials?: CredentialClass;
}

const PLACEHOLDER = /(.)\1{7,}|x{4,}|\*{3,}|\.{3}|<[^>]+>|\$\{|changeme|placeholder|example|your[-_ ]|dummy|redacted/i;
const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{32,}={0,2}(?![A-Za-z0-9+/_=-])/g;

// most texts hold nothing: one pass tells.
const ANY_HINT = new RegExp([...new Set(patterns.map(({ hint }) => hint.replace(/[.]/g, '\\$&')))].join('|'));
const SHORTEST = 14;

/** Credentials that a text shows by their form, also inside base64. */
export const byForm = (text: string, depth = 0): Material[] => {
  if (text.length < SHORTEST) return [];
  const found: Material[] = [];
  const long = text.length > 200_000;
  for (const { kind, hint, pattern, credentials, holds } of long || ANY_HINT.test(text) ? patterns : []) {
    if (!text.includes(hint)) continue;
    for (const [whole, part] of text.matchAll(pattern)) {
      const value = part ?? whole;
      if (!PLACEHOLDER.test(value) && (!holds || holds(value))) found.push({ kind, value, credentials });
    }
  }
  if (depth < 2 && !long) {
    for (const [token] of text.matchAll(BASE64)) {
      const inner = decodeText(token);
      if (inner !== undefined) found.push(...byForm(inner, depth + 1));
    }
  }
  return found;
};

const TOKEN = /[A-Za-z0-9+/_=-]{28,}/g;

/** Whether a token is a part of what names things: a path, an ARN, a URL, a digest with its algorithm. */
const isName = (text: string, at: number, token: string): boolean =>
  /(?:arn:|:\/\/|sha\d{3}[-:]|[.:/@])$/.test(text.slice(Math.max(0, at - 8), at))
  || (token.match(/\//g)?.length ?? 0) > token.length / 20
  || (/^[.:@]/.test(text.slice(at + token.length, at + token.length + 1)) && !text.slice(at + token.length).startsWith(':"'));

/** Text that looks drawn at random, where a template has no reason to hold any. */
export const byChance = (text: string): Material[] => {
  if (text.length < 28 || text.length > 100_000) return [];
  return [...text.matchAll(TOKEN)]
    .filter(
      ({ 0: token, index }) =>
        looksRandom(token) && !isName(text, index, token) && !PLACEHOLDER.test(token) && decodeText(token) === undefined,
    )
    .map(([value]) => ({ kind: 'text that looks random', value }));
};

const SECRET_NAME =
  /(?:pass(?:word|phrase|wd)|secret|token|api_?-?key|private_?-?key|credential|signing_?-?key|auth_?-?key|access_?-?key|encryption_?-?key)/i;
const NOT_SECRET =
  /(?:arn|id|name|path|prefix|suffix|url|uri|endpoint|ttl|expir\w*|duration|validity|policy|version|length|type|count|bucket|table|queue|region|header|field|param(?:eter)?|ref|issuer|audience|algorithm)s?$/i;

/** Whether a name promises a secret as its value, not a reference to one. */
export const namesSecret = (name: string): boolean => SECRET_NAME.test(name) && !NOT_SECRET.test(name);

/** Whether a text could be a secret at all, given that its name says so. */
export const couldBeSecret = (text: string): boolean =>
  text.length >= 8
  && text.length <= 4096
  && !/\s/.test(text.trim())
  && !PLACEHOLDER.test(text)
  && !/^(?:arn:|https?:\/\/|\/|\{\{resolve:|s3:\/\/|true$|false$|null$|[a-z]+(?:[-_.][a-z]+)*$)/i.test(text)
  && entropyOf(text) >= 2.5;

const ASSIGNED = /[:=]\s{0,4}["'`]([A-Za-z0-9+/=_!@#%^&*.~-]{16,256})["'`]/g;
const NAME = /([A-Za-z0-9_.-]{3,60})["'`]?\s{0,4}$/;

/** Quoted values with the names that they are given to; the value is searched first, because names are everywhere. */
const assignments = (text: string): { readonly name: string; readonly value: string }[] =>
  [...text.matchAll(ASSIGNED)].flatMap(({ 1: value, index }) => {
    const name = NAME.exec(text.slice(Math.max(0, index - 66), index))?.[1];
    return name === undefined ? [] : [{ name, value: value! }];
  });

const LINE = /^\s*(?:export\s+)?([A-Za-z0-9_.-]{3,60})\s*[:=]\s*["']?([A-Za-z0-9+/=_!@#%^&*.~-]{12,256})["']?\s*$/gm;

/** By its ending, by a folder of settings, or by a name without an ending, as `credentials` and `config` have. */
const CONFIGURATION =
  /(?:\.(?:env|json|ya?ml|ini|properties|toml|cfg|conf|txt|pem|key|xml|tfvars)|\.env\.[\w-]+|(?:^|\/)\.\w+rc|(?:^|\/)\.(?:aws|docker|ssh|kube|gcloud|config)\/[^/]+|(?:^|\/)[^./]+)$/i;
const LOCK = /(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|poetry\.lock|Pipfile\.lock|\.map|\.d\.ts|\.LICENSE\.txt)$/i;

/** Credentials in the text of an asset; bundled code is full of text that only looks random, so there a name must promise one. */
export const inAsset = (file: string, text: string): Material[] => {
  const found = byForm(text);
  if (LOCK.test(file) || text.includes('\0')) return found;
  const configuration = CONFIGURATION.test(file);
  const named = assignments(text);
  if (configuration) for (const [, name, value] of text.matchAll(LINE)) named.push({ name: name!, value: value! });
  for (const { name, value } of named) {
    if (namesSecret(name) && (configuration ? couldBeSecret(value) && /\d/.test(value) : looksRandom(value)))
      found.push({ kind: `value of '${name}'`, value });
  }
  return found;
};
