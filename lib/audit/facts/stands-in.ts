const PART = /[A-Za-z0-9_-]/;

/** Whether a word stands by itself in a text: `production.example.com` does not in `pre-production.example.com`. */
export const standsIn = (word: string, text: string): boolean => {
  for (let at = text.indexOf(word); at !== -1 && word !== ''; at = text.indexOf(word, at + 1)) {
    if (!PART.test(text[at - 1] ?? ' ') && !PART.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
};

const RUNS = /[A-Za-z0-9_-]+/g;

/**
 * Looks for many words in one text: the text is cut once, so that a word costs a look into a set, however long the text is.
 * A word that stands by itself begins with a whole run of the text.
 */
export const finderIn = (text: string): ((word: string) => boolean) => {
  const runs = new Set(text.match(RUNS));
  const known = new Map<string, boolean>();
  const look = (word: string): boolean => {
    const [first] = /^[A-Za-z0-9_-]+/.exec(word) ?? [];
    return (first === undefined || runs.has(first)) && standsIn(word, text);
  };
  // one file serves many environments, and each asks for the words of all others.
  return word => {
    const found = known.get(word) ?? look(word);
    known.set(word, found);
    return found;
  };
};
