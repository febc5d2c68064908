import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { runtimes } from '../runtimes';
import { deployCommand } from '../words';
import { notYet, ok, unknown, wrong, type Check, type Finding, type World } from '../types';

const day = 86_400_000;

const deployedRuntimes = async ({ aws }: World): Promise<string[]> => {
  const found: string[] = [];
  let marker: string | undefined;
  do {
    const page = await aws.lambda.send(new ListFunctionsCommand({ Marker: marker }));
    found.push(...(page.Functions ?? []).map(({ Runtime: runtime }) => runtime ?? 'container image'));
    marker = page.NextMarker;
  } while (marker);
  return found;
};

const findingOf = (runtime: string, count: number, now: number): Finding => {
  const { deprecated } = runtimes.dates[runtime] ?? {};
  const says = `${runtime} (${count} ${count === 1 ? 'function' : 'functions'})`;
  if (deprecated === undefined) return unknown(`${says}: not in the table of ${runtimes.date}`, `look at ${runtimes.source}`);
  const days = Math.floor((Date.parse(deprecated) - now) / day);
  return days < 0
    ? wrong(`${says}: deprecated since ${deprecated}`, 'update Bulkhead, or the runtime of your own functions, and deploy')
    : ok(`${says}: until ${deprecated}`);
};

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const runtimesCheck: Check = {
  id: 'runtimes',
  title: 'no function runs on a deprecated runtime',
  asksAws: true,
  run: async world => {
    const found = await deployedRuntimes(world);
    if (found.length === 0) return [notYet('there is no function yet', deployCommand(world.environment))];
    return [...new Set(found)].sort().map(runtime => findingOf(runtime, found.filter(other => other === runtime).length, world.now()));
  },
};
