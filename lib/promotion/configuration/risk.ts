import { canonicalText } from './digest';
import type { FlowSetting } from '../../environment';

/** What a difference may cost: a check is weakened or more is disclosed; more people are turned away; nothing that is decided changes. */
export const risks = ['high', 'medium', 'low'] as const;

export type Risk = (typeof risks)[number];

/** A difference's risk and the reason, as the reviewer reads it. */
export interface Judgement {
  readonly risk: Risk;
  readonly why: string;
}

/** One value as it is in the target and as it would be; absent where the one or the other does not have it. */
export interface Change {
  readonly is?: FlowSetting;
  readonly becomes?: FlowSetting;
}

type Judge = (change: Change) => Judgement;

const high = (why: string): Judgement => ({ risk: 'high', why });
const medium = (why: string): Judgement => ({ risk: 'medium', why });
const low = (why: string): Judgement => ({ risk: 'low', why });

/** A floor: the higher, the stricter. */
const floor = (what: string): Judge => ({ is, becomes }) => {
  if (becomes === undefined || becomes === null) return high(`${what} is removed`);
  if (typeof becomes !== 'number' || (is !== undefined && is !== null && typeof is !== 'number')) return high(`${what} is not comparable`);
  if (is === undefined || is === null) return becomes > 0 ? medium(`${what} is introduced`) : low(`${what} of 0 asks for nothing`);
  return becomes < is ? high(`${what} is lowered`) : medium(`${what} is raised`);
};

/** A switch whose given state is the strict one; absent counts as the loose one. */
const strictWhen = (strict: boolean, what: string): Judge => ({ is, becomes }) => {
  if ([is, becomes].some(value => value !== undefined && value !== null && typeof value !== 'boolean')) return high(`${what} is not comparable`);
  if ((becomes === strict) === (is === strict)) return low(`${what} stays as it is, written differently`);
  return becomes === strict ? medium(`${what} is introduced`) : high(`${what} is removed`);
};

/** Steps from the loosest to the strictest; what is not among them is comparable with nothing. */
const ladder = (steps: readonly string[], what: string): Judge => ({ is, becomes }) => {
  const [before, after] = [is, becomes].map(value => (value === undefined ? 0 : steps.findIndex(step => step === value))) as [number, number];
  if (before < 0 || after < 0) return high(`${what} is not comparable`);
  if (before === after) return low(`${what} stays as it is, written differently`);
  return after < before ? high(`${what} is weakened`) : medium(`${what} is raised`);
};

const texts = (value: FlowSetting | undefined): ReadonlySet<string> | undefined => {
  if (value === undefined || value === null) return new Set();
  return Array.isArray(value) ? new Set(value.map(item => canonicalText(item))) : undefined;
};

const grows = (before: ReadonlySet<string>, after: ReadonlySet<string>): boolean => [...after].some(item => !before.has(item));

/** A list that keeps people out, or data in: one direction is the safe one. */
const listed = (loosens: 'growing' | 'shrinking', words: { readonly grown: string; readonly shrunk: string }): Judge => ({ is, becomes }) => {
  const [before, after] = [texts(is), texts(becomes)];
  if (!before || !after) return high('the list is not comparable');
  const [grown, shrunk] = [grows(before, after), grows(after, before)];
  if (!grown && !shrunk) return low('the list stays as it is, written differently');
  if (loosens === 'growing' ? grown : shrunk) return high(loosens === 'growing' ? words.grown : words.shrunk);
  return medium(grown ? words.grown : words.shrunk);
};

/** No document named means every one that the provider supports. */
const documents: Judge = ({ is, becomes }) => {
  const [before, after] = [texts(is), texts(becomes)];
  if (!before || !after) return high('the document list is not comparable');
  if (after.size === 0) return high('every document that the provider supports is accepted');
  if (before.size === 0) return medium('fewer documents are accepted');
  return listed('growing', { grown: 'more documents are accepted', shrunk: 'fewer documents are accepted' })({ is, becomes });
};

const cosmetic: Judge = () => low('what people see, not what is decided');

/** What a difference in one place means. A place that is not named here is ranked high: nobody knows that it is harmless. */
const judges: Readonly<Record<string, Judge>> = {
  'product': () => high('another kind of verification'),
  'documents': documents,
  'ruleSet.minimumAge': floor('the minimum age'),
  'ruleSet.ofac': strictWhen(true, 'the sanctions check'),
  'ruleSet.excludedCountries': listed('shrinking', { grown: 'more countries are excluded', shrunk: 'an excluded country is admitted' }),
  'settings.securityLevel': ladder(['standard', 'hi-security'], 'the security level'),
  'settings.reveals': listed('growing', { grown: 'more personal data is disclosed', shrunk: 'less personal data is disclosed' }),
  'settings.nfcVerification': strictWhen(true, 'reading the document\'s chip'),
  'settings.skipConsentPage': strictWhen(false, 'asking for consent'),
  ...Object.fromEntries(['accentColor', 'applicationIcon', 'description', 'language', 'logoUrl', 'slug', 'theme']
    .map(name => [`settings.${name}`, cosmetic])),
};

/** Ranks one difference; every difference has exactly one rank. */
export const judge = (path: string, change: Change): Judgement =>
  (Object.hasOwn(judges, path) ? judges[path] : undefined)?.(change) ?? high('no rule knows what this does');
