// control, format, surrogate, private and separating characters, and the two non-characters that XML refuses.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

/**
 * Writes every character that is not seen as what it is: templates are hostile, and an escape sequence, a line
 * break or a right-to-left override would make a report say something else than it holds.
 */
export const visible = (text: string): string => text.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);

/** Keeps one value from filling a page; what is cut is said. */
export const clipped = (text: string, most = 400): string => {
  const shown = visible(text);
  if (shown.length <= most) return shown;
  const kept = [...shown.slice(0, most)].slice(0, -1).join('');
  return `${kept}… (${text.length} characters)`;
};
