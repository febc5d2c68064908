import { z } from 'zod';
import type { EnvironmentsFile, TemplateMapping } from '../model';

const text = z.string().trim().min(1, 'must not be empty');
const twelveDigits = 'an account has twelve digits; quote it, or YAML takes it for a number';
const account = z.string(twelveDigits).regex(/^\d{12}$/, twelveDigits);

/** A glob that says something: one that matches everything would silence everything. */
const telling = text.refine(value => !/^[*?.\s-]+$/.test(value), 'matches everything; say what exactly is meant');

const isDay = (value: string): boolean => {
  const time = Date.parse(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

const environment = z.strictObject({
  name: text,
  accounts: z.array(account).min(1, 'an environment has at least one account'),
  credentials: z.enum(['test', 'live']).optional(),
  promotedFrom: text.optional(),
  identifiers: z.array(text).optional(),
});

const accountable = { reason: text, owner: text };

const once = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** The environments file; closed, because a misspelt key would silently declare nothing. */
export const environmentsSchema: z.ZodType<EnvironmentsFile> = z.strictObject({
  environments: z.array(environment)
    .refine(list => once(list.map(({ name }) => name)), 'two environments have the same name')
    .refine(list => list.every(({ promotedFrom }) => promotedFrom === undefined || list.some(({ name }) => name === promotedFrom)), 'an environment is promoted from one that is not declared')
    .optional(),
  links: z.array(z.strictObject({ from: text, to: text, what: telling, ...accountable })).optional(),
  suppressions: z.array(z.strictObject({ finding: telling, ...accountable, expires: z.string().refine(isDay, 'is no day; write YYYY-MM-DD') })).optional(),
  differences: z.array(z.strictObject({ what: telling, environment: text.optional(), lacks: z.array(text).optional(), ...accountable })).optional(),
  // relations are always decided: hygiene alone would call a leak proven.
  profiles: z.array(z.enum(['relations', 'hygiene'])).refine(list => list.includes('relations'), 'relations are always decided').optional(),
});

/** Which environment each plain template belongs to. */
export const mappingSchema: z.ZodType<TemplateMapping> = z.strictObject({
  templates: z.record(text, z.strictObject({
    environment: text, account, region: text, stackName: text.optional(), parameters: z.record(z.string(), z.string()).optional(),
  })).refine(templates => Object.keys(templates).length > 0, 'names no template'),
});
