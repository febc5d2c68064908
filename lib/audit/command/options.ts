import { InvalidArgumentError } from 'commander';
import { formats, type Format } from '../report';

export interface AuditOptions {
  readonly environments?: string;
  readonly mapping?: string;
  readonly format?: readonly Format[];
  readonly out?: string;
  readonly baseline?: string;
  readonly profile?: readonly ('relations' | 'hygiene')[];
  readonly explain?: string;
  /** Pair of environments, `FROM:TO`, or `all`, that the access file spells out. */
  readonly expand?: string;
  readonly timestamp?: string;
  readonly commit?: string;
}

const listOf = <T extends string>(allowed: readonly T[]) => (text: string, before: readonly T[] = []): readonly T[] => {
  const names = text.split(',').map(name => name.trim());
  const unknown = names.find(name => !(allowed as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is none of ${allowed.join(', ')}.`);
  return [...new Set([...before, ...names as T[]])];
};

export const parseFormats = listOf(formats);

/** Relations are always decided: hygiene alone would call a leak proven. */
export const parseProfiles = (text: string, before?: readonly ('relations' | 'hygiene')[]): readonly ('relations' | 'hygiene')[] =>
  [...new Set(['relations', ...listOf(['relations', 'hygiene'] as const)(text, before)] as const)];

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

export const parseTimestamp = (text: string): string => {
  const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError(`'${text}' is no moment like 2026-03-01T12:00:00Z.`);
  return new Date(time).toISOString();
};

export const parseCommit = (text: string): string => {
  if (!/^[\w./-]{1,100}$/.test(text)) throw new InvalidArgumentError(`'${text}' is no commit.`);
  return text;
};
