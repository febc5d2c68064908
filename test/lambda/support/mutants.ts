import * as fc from 'fast-check';

/** A signed request as plain text: what a mutant changes. */
export interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

type Mutation = (signed: Signed) => Signed;

const field = fc.constantFrom<keyof Signed>('id', 'timestamp', 'signature', 'body');
const position = fc.nat({ max: 4096 });

const edit = (text: string, at: number, change: (before: string, letter: string, after: string) => string): string => {
  const index = text.length === 0 ? 0 : at % text.length;
  return change(text.slice(0, index), text[index] ?? '', text.slice(index + 1));
};

/** Changes to any part, letter by letter. */
const letters: fc.Arbitrary<Mutation> = fc.tuple(field, position, fc.integer({ min: 1, max: 127 }),
  fc.constantFrom('flip', 'insert', 'delete', 'double')).map(([name, at, by, how]) => signed => ({
  ...signed,
  [name]: edit(signed[name], at, (before, letter, after) => {
    switch (how) {
      case 'flip': return `${before}${String.fromCharCode((letter.charCodeAt(0) ^ by) & 0x7f)}${after}`;
      case 'insert': return `${before}${String.fromCharCode(by)}${letter}${after}`;
      case 'delete': return `${before}${after}`;
      default: return `${before}${letter}${letter}${after}`;
    }
  }),
}));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Other spellings of the same signature, and pieces of it; lenient decoders take some of them for the original. */
const spellings: fc.Arbitrary<Mutation> = fc.constantFrom<Mutation>(
  signed => ({ ...signed, signature: signed.signature.replace(/=+$/, '') }),
  signed => ({ ...signed, signature: `${signed.signature}=` }),
  signed => ({ ...signed, signature: signed.signature.replace(/(.)=$/, (_, last: string) => `${alphabet[alphabet.indexOf(last) ^ 1]}=`) }),
  signed => ({ ...signed, signature: `${signed.signature.slice(0, 3)}\n${signed.signature.slice(3)}` }),
  signed => ({ ...signed, signature: signed.signature.replace('v1,', 'v1,, ') }),
  signed => ({ ...signed, signature: signed.signature.replace('v1,', 'v1,data:') }),
  signed => ({ ...signed, signature: signed.signature.slice(0, 3 + 24) }),
  signed => ({ ...signed, signature: signed.signature.toUpperCase() }),
  signed => ({ ...signed, signature: `${signed.signature}\t` }),
  signed => ({ ...signed, signature: `${signed.signature} v1,` }),
);

/** Other spellings of the same moment: parsers that stop at the first foreign character read the original. */
const moments: fc.Arbitrary<Mutation> = fc.constantFrom(' ', '0', '+', '\n').map(prefix => (signed: Signed) =>
  ({ ...signed, timestamp: `${prefix}${signed.timestamp}` }));
const tails: fc.Arbitrary<Mutation> = fc.constantFrom(' ', '.0', 'abc', 'e0', '\n', '_0').map(tail => (signed: Signed) =>
  ({ ...signed, timestamp: `${signed.timestamp}${tail}` }));

/** The same signed bytes cut elsewhere. */
const shifts: fc.Arbitrary<Mutation> = fc.constantFrom<Mutation>(
  signed => ({ ...signed, id: `${signed.id}.${signed.timestamp}`, timestamp: signed.body.slice(0, 10), body: signed.body.slice(11) }),
  signed => ({ ...signed, id: signed.id.slice(0, -1), timestamp: `${signed.id.slice(-1)}.${signed.timestamp}` }),
  signed => ({ ...signed, timestamp: `${signed.timestamp}.${signed.body.slice(0, 3)}`, body: signed.body.slice(3) }),
);

/** The same value in other bytes. */
const rewritings: fc.Arbitrary<Mutation> = fc.constantFrom<Mutation>(
  signed => ({ ...signed, body: `\ufeff${signed.body}` }),
  signed => ({ ...signed, body: `${signed.body}\n` }),
  signed => ({ ...signed, body: ` ${signed.body}` }),
  signed => ({ ...signed, body: signed.body.replace(':', ': ') }),
  signed => ({ ...signed, body: signed.body.normalize('NFD') }),
);

/** Grammar-aware mutants of a valid request; those that change nothing are left out. */
export const mutantsOf = (signed: fc.Arbitrary<Signed>): fc.Arbitrary<Signed> =>
  fc.tuple(signed, fc.array(fc.oneof(letters, letters, spellings, moments, tails, shifts, rewritings), { minLength: 1, maxLength: 2 }))
    .map(([original, mutations]) => ({ original, mutant: mutations.reduce((before, mutate) => mutate(before), original) }))
    .filter(({ original, mutant }) => (Object.keys(original) as (keyof Signed)[]).some(name => original[name] !== mutant[name]))
    .map(({ mutant }) => mutant);
