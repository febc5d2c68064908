import { refused } from './command-error';
import { nameOfSecret, type SecretTarget } from './target';
import { providers, schemes } from '../providers';
import { faultOf } from '../../lambda/probe/fitness';
import type { StoredSecret } from '../../lambda/webhook/contract';

/** Fewest different characters of anything that was generated. */
const fewestCharacters = 8;

/** Longest value; Secrets Manager takes no more than 64 KB, and no issuer comes near. */
const longestValue = 8 * 1024;

const fillers = /changeme|change-me|change_me|placeholder|replaceme|your[-_](?:api|secret|key|webhook)|<[^>]*>|\$\{|\{\{|\*{3}|\.{3}|…/i;

interface Check {
  /** What the value must not be, as the message says it. */
  readonly says: (target: SecretTarget) => string;
  readonly finds: (value: string, target: SecretTarget) => boolean;
}

const body = (value: string): string => value.replace(/^(?:sk_(?:test|live)_|whsec_)/, '');

/** Faults of any value, in the order in which they are told; none of the messages can quote the value. */
const checks: readonly Check[] = [
  { says: () => 'nothing was given; paste the value as the provider shows it', finds: value => value.trim() === '' },
  {
    says: () => 'the value ends with a line break, which would become a part of it; pipe it with `printf %s`, not with `echo`',
    finds: value => /[\r\n]$/.test(value),
  },
  { says: () => 'the value has white space around it; copy it again without', finds: value => value !== value.trim() },
  { says: () => 'the value has control characters in it; copy it again as plain text', finds: value => /[\p{Cc}\p{Surrogate}\ufffd]/u.test(value) },
  { says: () => 'the value has white space in it; it is one word', finds: (value, { kind }) => kind !== 'dashboard' && /\s/.test(value) },
  { says: () => 'the value stands in quotation marks; give it without', finds: value => /^(["'`]).*\1$/.test(value) },
  { says: () => `the value has over ${longestValue} characters; give the secret alone`, finds: value => value.length > longestValue },
  {
    says: ({ kind }) => `the value is a placeholder or a shortened copy, not the ${kind} itself; copy it whole from the provider's dashboard`,
    // an address may well be one of example.com.
    finds: (value, { kind }) => fillers.test(value) || (kind !== 'dashboard' && /example/i.test(value)) || /^(?:sk_(?:test|live)_|whsec_)?(?:x+|X+|0+|secret|password|test|todo)?$/.test(value)
      || (body(value).length >= fewestCharacters && new Set(body(value)).size < fewestCharacters),
  },
  {
    says: () => 'this is an API key, not a webhook signing secret; give the one that the dashboard shows beside the webhook',
    finds: (value, { kind }) => kind === 'signing-secret' && /^sk_(?:test|live)_/.test(value),
  },
  { says: () => 'this is a webhook signing secret, not an API key', finds: (value, { kind }) => kind === 'api-key' && value.startsWith('whsec_') },
  { says: () => 'the credentials have fewer than 12 characters; give user and password as one text', finds: (value, { kind }) => kind === 'dashboard' && value.length < 12 },
];

/** What the provider's own form says, worded for the person who has the value at hand. */
const unfit = (fault: string, { kind, provider, scheme, config: { credentials, name } }: SecretTarget): string => {
  const { apiKeyPrefixes } = providers[provider];
  const prefixes = schemes[scheme].keys.flatMap(({ prefix }) => prefix ?? []);
  switch (fault) {
    case 'class': return `this key is of the other class: '${name}' takes ${credentials} keys, which begin with ${apiKeyPrefixes?.[credentials]}`;
    case 'encoding': return kind === 'api-key'
      ? `the value does not begin with ${apiKeyPrefixes?.[credentials]}; it is truncated, or no ${credentials} key of the provider`
      : `what is expected is ${prefixes.length > 0 ? `${prefixes.join(' or ')} and then ` : ''}standard base64 with its padding; the value is truncated or of another form`;
    case 'weak': return 'the value is too short to be whole; copy it again from the provider\'s dashboard';
    default: return `the value is unfit (${fault}); copy it again from the provider's dashboard`;
  }
};

/**
 * What is stored for a value, once nothing speaks against it.
 *
 * @throws CommandError that says what is wrong and never quotes the value
 */
export const checkValue = (value: string, target: SecretTarget): StoredSecret => {
  const { kind, provider, scheme, config: { credentials } } = target;
  const found = checks.find(({ finds }) => finds(value, target));
  if (found) throw refused(`${nameOfSecret(target)}: ${found.says(target)}`);
  const stored: StoredSecret = { value, class: credentials, provider };
  if (kind === 'dashboard') return stored;
  const fault = faultOf(JSON.stringify(stored), { kind, provider, scheme, credentials });
  if (fault !== undefined) throw refused(`${nameOfSecret(target)}: ${unfit(fault, target)}`);
  return stored;
};
