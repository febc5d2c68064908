import type { Delivery } from './delivery';
import { schemes, type SchemeName } from '../../providers';

/** A request that is almost right, and what it may be answered. */
export interface HostileDelivery {
  readonly name: string;
  readonly delivery: Delivery;
  readonly expected: 401 | 413;
}

/** Requests of a genuine one that must not be accepted; the genuine one itself is never sent. */
export const hostileDeliveries = (genuine: Delivery, { scheme }: { readonly scheme: SchemeName }): readonly HostileDelivery[] => {
  const { headers: names, tag, window } = schemes[scheme];
  const values = new Map(Object.entries(genuine.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const at = Number(values.get(names.timestamp));
  const signature = values.get(names.signature) ?? '';
  const headers = (changes: Readonly<Record<string, string | undefined>>): Delivery => ({
    ...genuine,
    headers: Object.fromEntries(Object.entries({ ...Object.fromEntries(values), ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined)),
  });
  const body = (text: string): Delivery => ({ ...genuine, body: text });
  const other = signature.replace(/[A-Za-z](?=[^A-Za-z]*$)/, letter => (letter === 'a' ? 'b' : 'a'));
  const attempts: readonly (readonly [string, Delivery])[] = [
    ['a letter of the body changed', body(genuine.body.replace('i', 'j'))],
    ['a newline after the body', body(`${genuine.body}\n`)],
    ['a byte order mark before the body', body(`\ufeff${genuine.body}`)],
    ['the body serialised anew', body(JSON.stringify(JSON.parse(genuine.body), null, 2))],
    ['no body', body('')],
    ['another signature', headers({ [names.signature]: other })],
    ['no signature', headers({ [names.signature]: undefined })],
    ['an empty signature', headers({ [names.signature]: tag.encoding === 'base64' ? 'v1,' : 'sha256=' })],
    ['half a signature', headers({ [names.signature]: signature.slice(0, signature.length / 2) })],
    ['the signature in capitals', headers({ [names.signature]: signature.toUpperCase() })],
    ['the signature with something behind it', headers({ [names.signature]: `${signature},garbage` })],
    ['100 signatures', headers({ [names.signature]: Array<string>(100).fill(signature).join(' ') })],
    ['the signature twice, joined as a proxy joins', headers({ [names.signature]: `${signature}, ${signature}` })],
    ['the timestamp with letters behind it', headers({ [names.timestamp]: `${at}abc` })],
    ['the timestamp in milliseconds', headers({ [names.timestamp]: `${at}000` })],
    ['another timestamp', headers({ [names.timestamp]: String(at + 1) })],
    ['a timestamp of an hour ago', headers({ [names.timestamp]: String(at - window * 12) })],
    ['no id', headers({ [names.id]: undefined })],
    ['an id of 300 letters', headers({ [names.id]: 'm'.repeat(300) })],
  ];
  return [
    ...attempts.map(([name, delivery]) => ({ name, delivery, expected: 401 as const })),
    { name: 'more than 4 MB', delivery: body('x'.repeat(4 * 1024 * 1024 + 1)), expected: 413 },
  ];
};
