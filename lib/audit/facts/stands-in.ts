const PART = /[A-Za-z0-9_-]/;

/** Whether a word stands by itself in a text: `production.example.com` does not in `pre-production.example.com`. */
export const standsIn = (word: string, text: string): boolean => {
  for (let at = text.indexOf(word); at !== -1 && word !== ''; at = text.indexOf(word, at + 1)) {
    if (!PART.test(text[at - 1] ?? ' ') && !PART.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
};
