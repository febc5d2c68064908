import type { EraseAnswer, Places } from '../../lambda/eraser/contract';

const words: Readonly<Record<keyof Places, string>> = {
  events: 'inbox: events',
  quarantined: 'inbox: deliveries that were set aside',
  bodies: 'bucket: bodies, with every version',
  sessions: 'sessions: records',
  notes: 'sessions: notes that one was charged',
  charges: 'credits: charges (the amount stays without the id)',
};

const countLines = (places: Places): string[] =>
  (Object.keys(words) as (keyof Places)[]).map(place => `${String(places[place]).padStart(6)}  ${words[place]}`);

const verdicts: Readonly<Record<EraseAnswer['outcome'], (environment: string) => string>> = {
  found: () => 'dry run, nothing changed; --yes erases this',
  erased: environment => `erased; nothing of it is left in ${environment} but what the receipt names`,
  before: () => 'it was erased before: the keys are empty, and nothing has come since',
  nothing: environment => `nothing found: ${environment} keeps nothing under these ids; mind that an id belongs to a registration`,
  unfinished: () => 'more arrived while it was erased; run the same command again',
};

/** What the command has found or done, in numbers: ids and bodies stand in no output. */
export const eraseText = (environment: string, { outcome, verifications, places, before, receipt, proof }: EraseAnswer): string => {
  const known = outcome !== 'nothing';
  return [
    ...known ? [`${environment}: ${verifications} ${verifications === 1 ? 'verification' : 'verifications'} of the person`, ...countLines(places)] : [],
    ...before > 0 ? [`${String(before).padStart(6)}  inbox: keys that were emptied before`] : [],
    verdicts[outcome](environment),
    ...receipt ? ['', 'receipt (kept in the environment as well):', JSON.stringify(receipt, null, 2)] : [],
    ...proof ? [`proof (kept nowhere else): ${proof}`] : [],
  ].join('\n');
};
