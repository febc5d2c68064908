import type { Access } from './access';
import { refused, unusable } from './command-error';
import { invoke } from './invoke';
import { readParameter } from './secret-store';
import type { EnvironmentTarget } from './target';
import { parameterPaths } from '../secrets/settings';
import type { ReplayAnswer, ReplayedItem, ReplayOutcome, ReplayRequest, ReplaySource } from '../../lambda/replay/contract';

export interface ReplayOptions {
  readonly since?: string;
  readonly until?: string;
  readonly id?: string;
  /** `dead` for what was given up, or why something was set aside. */
  readonly reason?: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** What was set aside for good, and why it is not sent again by a command. */
const never: Readonly<Record<string, string>> = {
  unreadable: 'nothing can be read from it that an event could be made of',
  conflict: 'the inbox holds another event under the same key, and a person has to say which one is true',
  contradiction: 'it belongs to another environment, and its body was not kept',
};

const sources: Readonly<Record<string, ReplaySource>> = { dead: 'dead', late: 'late' };

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as the inbox writes it: from an ISO 8601 time with zone, or from how long ago it was (`90m`, `24h`, `7d`). */
export const readTime = (option: string, text: string | undefined, now: number): string | undefined => {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return new Date(now - Number(count) * units[unit]!).toISOString();
  const time = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw unusable(`--${option} '${text}' is no time; give one like 2026-04-01T10:00:00Z, or how long ago it was, like 24h`);
  return new Date(time).toISOString();
};

/** What the function is asked for, once the options make sense. */
export const replayRequest = ({ config }: EnvironmentTarget, options: ReplayOptions, now: number): Omit<ReplayRequest, 'cursor'> => {
  const { id, reason, dryRun, yes } = options;
  if (reason !== undefined && Object.hasOwn(never, reason)) throw refused(`what is set aside as '${reason}' is never sent again: ${never[reason]}`);
  if (reason !== undefined && !Object.hasOwn(sources, reason)) throw unusable(`there is no reason '${reason}'; give one of ${Object.keys(sources).join(', ')}`);
  const source = reason === undefined ? 'inbox' : sources[reason]!;
  const since = readTime('since', options.since, now);
  const until = readTime('until', options.until, now);
  if (since !== undefined && until !== undefined && since > until) throw unusable('--since lies after --until; exchange them');
  if (source === 'inbox' && since === undefined && id === undefined) {
    throw refused('this would send the whole inbox again; say what is meant with --since, --id or --reason');
  }
  if (source === 'late' && !dryRun && !yes) {
    throw refused('what came too late was set aside because it may be a recording of an old delivery; look with --dry-run, then confirm with --yes');
  }
  return { version: 1, source, bindings: Object.keys(config.providers), since, until, id, dryRun };
};

export type ReplaySummary = Readonly<Record<ReplayOutcome, number>>;

/** Has the environment's own function send kept events again; only ids come back. */
export const replayEvents = async (
  target: EnvironmentTarget, access: Access, options: ReplayOptions, each: (item: ReplayedItem) => void, now: () => number,
): Promise<ReplaySummary> => {
  const request = replayRequest(target, options, now());
  const operator = await access.operator(target);
  const functionArn = await readParameter(operator, `${parameterPaths.operator}/replay`);
  const summary: Record<ReplayOutcome, number> = { replayed: 0, unchanged: 0, duplicate: 0, refused: 0, failed: 0 };
  let cursor: string | undefined;
  do {
    const page: ReplayRequest = { ...request, cursor };
    const answer = await invoke<ReplayAnswer>(operator, functionArn, page);
    for (const item of answer.items) {
      summary[item.outcome]++;
      each(item);
    }
    cursor = answer.cursor;
  } while (cursor !== undefined);
  return summary;
};
