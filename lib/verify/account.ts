// what the account holds, read once and in parallel.
import { readers } from './kinds';
import { resourcesIn, stackType, stacksIn, templateIn } from './stacks';
import type { StackResource } from './deployed';
import type { Aws, Live, Location, Unread } from './types';
import { unread } from './unread';
import type { JsonObject } from '../audit/assembly/shape';
import type { Stack } from '@aws-sdk/client-cloudformation';

export interface Account {
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly templates: ReadonlyMap<string, JsonObject>;
  readonly resources: readonly StackResource[];
  readonly live: readonly Live[];
  readonly unread: readonly Unread[];
  /** Whether it is known of every stack what it owns. */
  readonly listed: boolean;
  /** Types of which nothing is known, for their reading failed. */
  readonly unknown: ReadonlySet<string>;
}

/** Told which parts are still being read. */
export type Watch = (waitingFor: readonly string[]) => void;

const short = (type: string): string => type.split('::').slice(1).join(' ');

/** Reads the whole account; what fails keeps nothing else from being read. */
export const readAccount = async (aws: Aws, where: Location, watch: Watch = () => {}): Promise<Account> => {
  const failed: Unread[] = [];
  const unknown = new Set<string>();
  const waiting = new Set<string>();
  const reading = async <T>(name: string, work: Promise<T>, otherwise: T, types: readonly string[] = []): Promise<T> => {
    waiting.add(name);
    watch([...waiting]);
    try {
      return await work;
    } catch (error) {
      failed.push(unread(name, error));
      for (const type of types) unknown.add(type);
      return otherwise;
    } finally {
      waiting.delete(name);
      watch([...waiting]);
    }
  };
  const stacks = reading('stacks', stacksIn(aws), new Map<string, Stack>(), [stackType]);
  const perStack = async <T>(what: string, read: (aws: Aws, stack: string) => Promise<T>): Promise<(readonly [string, T | undefined])[]> =>
    Promise.all([...(await stacks).keys()].map(async name => [name, await reading(`${what} of ${name}`, read(aws, name), undefined)] as const));
  const [found, templates, resources, live] = await Promise.all([
    stacks, perStack('template', templateIn), perStack('resources', resourcesIn),
    Promise.all(readers.map(({ kinds, read }) => reading(kinds.map(({ type }) => short(type)).join(', '), read(aws, where), [] as readonly Live[], kinds.map(({ type }) => type)))),
  ]);
  return {
    stacks: found,
    templates: new Map(templates.flatMap(([name, template]) => (template ? [[name, template]] : []))),
    resources: resources.flatMap(([, all]) => all ?? []),
    live: live.flat(), unread: failed, unknown, listed: found.size > 0 && resources.every(([, all]) => all !== undefined),
  };
};
