import { unusable } from './command-error';

const quoted = (names: readonly string[]): string => names.map(name => `'${name}'`).join(', ');

/** A name that somebody typed, fit for a terminal: it moves no cursor and fills no page. */
export const shown = (name: string): string => {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '\ufffd');
  return visible.length > 60 ? `${visible.slice(0, 60)}…` : visible;
};

/** How many letters have to be changed, added, taken away or exchanged with their neighbour to come from one word to the other. */
const distance = (one: string, other: string): number => {
  const table = Array.from({ length: one.length + 1 }, (_, row) => Array.from({ length: other.length + 1 }, (_unused, column) => (row === 0 ? column : column === 0 ? row : 0)));
  for (let row = 1; row <= one.length; row++) {
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      table[row]![column] = Math.min(
        table[row - 1]![column]! + 1, table[row]![column - 1]! + 1, table[row - 1]![column - 1]! + (same ? 0 : 1),
        ...swapped ? [table[row - 2]![column - 2]! + 1] : [],
      );
    }
  }
  return table[one.length]![other.length]!;
};

/** The name that was probably meant; none where nothing comes near. */
export const nearest = (typed: string, names: readonly string[]): string | undefined => {
  const word = typed.slice(0, 60).toLowerCase();
  const [best] = names.map(name => {
    const known = name.toLowerCase();
    const begun = word.length >= 3 && (known.startsWith(word) || word.startsWith(known));
    return { name, far: begun ? 0 : distance(word, known) };
  }).sort((one, other) => one.far - other.far);
  return best && best.far <= Math.max(1, Math.floor(Math.min(word.length, best.name.length) / 3)) ? best.name : undefined;
};

/** The names that exist, and the one that was probably meant. */
export const giveOneOf = (typed: string, names: readonly string[]): string => {
  const meant = nearest(typed, names);
  return `give one of ${quoted(names)}${meant === undefined ? '' : `; did you mean '${meant}'?`}`;
};

/** The environment of that name. @throws CommandError that names those that exist */
export const environmentNamed = <Config extends { readonly name: string }>({ environments }: { readonly environments: readonly Config[] }, name: string): Config => {
  const config = environments.find(environment => environment.name === name);
  if (!config) throw unusable(`there is no environment '${shown(name)}'; ${giveOneOf(name, environments.map(environment => environment.name))}`);
  return config;
};
