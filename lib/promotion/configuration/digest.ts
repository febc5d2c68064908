import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../lambda/webhook/canonical-json';
import { readJson } from '../../../lambda/webhook/json';
import type { FlowConfiguration } from '../../environment';

/** One text for equal values, whatever the order of their members. */
export const canonicalText = (value: unknown): string => canonicalJson(readJson(Buffer.from(JSON.stringify(value), 'utf8')));

const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

export const digestOf = (value: unknown): string => sha256(canonicalText(value));

const sortedTexts = (items: readonly unknown[]): readonly unknown[] =>
  [...items].sort((one, other) => { const [a, b] = [canonicalText(one), canonicalText(other)]; return a < b ? -1 : a > b ? 1 : 0; });

/** A list in a configuration is a set: dashboards show, sort and return it as they please. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return sortedTexts(value.map(ordered));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => [name, ordered(inner)]));
};

/** The one form of a configuration that is compared, promoted and written down. */
export const canonicalConfiguration = ({ version, name, product, ruleSet, documents, settings }: FlowConfiguration): FlowConfiguration =>
  ordered({ version, name, product, ruleSet, documents, settings }) as FlowConfiguration;

/** What two flows have in common if they demand and disclose the same, under the same name. */
export const configurationDigest = (configuration: FlowConfiguration): string => digestOf(canonicalConfiguration(configuration));
