const PART = /[A-Za-z0-9_-]/;

/** Whether a letter belongs to the word beside it. */
export const isPart = (letter: string | undefined): boolean => letter !== undefined && PART.test(letter);

/** Where a word stands by itself in a text: `production.example.com` does not in `pre-production.example.com`; -1 if nowhere. */
export const standsAt = (word: string, text: string, from = 0): number => {
  for (let at = text.indexOf(word, from); at !== -1 && word !== ''; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return at;
  }
  return -1;
};

/** Whether a word stands by itself in a text. */
export const standsIn = (word: string, text: string): boolean => standsAt(word, text) !== -1;
