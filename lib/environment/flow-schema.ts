import { z } from 'zod';
import type { FlowConfiguration, FlowSetting } from './flow-types';

/** Names that would reach an object's prototype wherever somebody copies values by name. */
export const prototypeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Far beyond any flow, far below what would make a review or a comparison slow. */
const longestText = 1000;
const mostItems = 300;
const deepest = 4;

const text = z.string().max(longestText, `give at most ${longestText} characters`)
  .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u, 'write it without control characters and surrounding blanks');

const settingName = z.string().max(64, 'give at most 64 characters')
  .regex(/^[A-Za-z][\w-]*$/, 'name the setting as the provider does, with letters, digits, _ and -')
  .refine(name => !prototypeNames.has(name), 'this is no setting of a flow');

const values = (depth: number): z.ZodType<FlowSetting> => {
  const plain = [z.string().max(longestText, `give at most ${longestText} characters`), z.number(), z.boolean(), z.null()] as const;
  if (depth === deepest) return z.union(plain, { error: `give plain values, at most ${deepest} levels deep` });
  const inner = values(depth + 1);
  return z.union([...plain, z.array(inner).max(mostItems, `give at most ${mostItems}`), z.record(settingName, inner)], { error: 'give plain JSON' });
};

const setting = values(1);

const bounded = <T extends z.ZodType<Readonly<Record<string, FlowSetting>>>>(record: T) =>
  record.refine(entries => Object.keys(entries).length <= mostItems, `give at most ${mostItems} settings`);

const list = (item: z.ZodString, distinct: string) => z.array(item).max(mostItems, `give at most ${mostItems}`)
  .refine(items => new Set(items).size === items.length, distinct);

/** Rules that providers document, checked where they are given; any other is kept as it is. */
const ruleSet = bounded(z.object({
  minimumAge: z.int('give a whole number of years').min(0, 'give at least 0').max(120, 'give at most 120').optional(),
  excludedCountries: list(z.string().regex(/^[A-Z]{3}$/, 'give ISO 3166-1 alpha-3 codes such as PRK'), 'name each country once').optional(),
  ofac: z.boolean().optional(),
}).catchall(setting).superRefine((rules, context) => {
  for (const name of Object.keys(rules)) if (!settingName.safeParse(name).success) context.addIssue(`'${name.slice(0, 64)}' is no name of a rule`);
}) as unknown as z.ZodType<Readonly<Record<string, FlowSetting>>>);

/**
 * A flow's configuration as it stands in `bin/flows.json`.
 *
 * @see https://docs.self.xyz/self-enterprise/flows/anatomy for the rules and their bounds
 */
export const flowConfigurationSchema: z.ZodType<FlowConfiguration> = z.strictObject({
  version: z.literal(1, 'this form has version 1; update Bulkhead for a later one'),
  name: text.max(100, 'give at most 100 characters'),
  product: z.string().regex(/^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/, 'give the provider\'s word for the product, such as age_verification').max(64),
  ruleSet,
  documents: list(text, 'name each document once'),
  settings: bounded(z.record(settingName, setting)),
});

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'give what the promotion wrote: sha256: and 64 hexadecimal digits');
const day = z.iso.date('give a day such as 2026-11-20');

/** What the promotion adds to an entry. */
export const promotedSchema = z.strictObject({ from: text, flow: text, configuration: digest, version: text.optional() });
export const replacedSchema = z.strictObject({ by: text, archivedOn: day.optional() });
