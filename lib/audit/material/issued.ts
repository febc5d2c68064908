// what somebody issued: ids and keys that are drawn, not chosen, so that two who say the same mean the same.
import { restlessness } from './entropy';

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
const ONE_UUID = new RegExp(`^(?:[A-Za-z]{1,12}[-_.:])?${UUID.source}$`, 'i');

/** Words, abbreviations with a number behind, numbers with a unit. */
const CHOSEN = /^(?:[A-Za-z]+|[A-Za-z]{1,12}\d{1,4}|\d{1,4}[A-Za-z]{0,3}|\d+)$/;
const MIXED = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]+$/;

const digitsIn = (text: string): number => text.match(/\d/g)?.length ?? 0;
const isDrawn = (piece: string, shortest: number): boolean => piece.length >= shortest && MIXED.test(piece) && !CHOSEN.test(piece);

/** Letters alone may be drawn as well: then small and capital ones change all the time. */
const isRestless = (piece: string): boolean => /^[A-Za-z0-9]+$/.test(piece) && restlessness(piece) >= 0.4;

/** Whether a label of a host was issued: `pkc-4nym6` and `o123456` were, `eu01` and `cluster0` were not. */
export const isIssuedLabel = (label: string): boolean => UUID.test(label) || label.split(/[-_]/).some(piece => isDrawn(piece, 5));

/** Whether a piece of a path or of a query was issued, as the last part of a webhook's address is. */
export const isIssuedPiece = (piece: string): boolean =>
  UUID.test(piece)
  || piece.split(/[-_.:@]/).some(part => part.length >= 12 && ((isDrawn(part, 12) && digitsIn(part) >= 2) || isRestless(part)));

/** Whether a whole text is one id that was issued, with at most a short word before it. */
export const isIssuedId = (text: string, shortest = 16): boolean => {
  if (text.length < 8 || text.length > 80) return false;
  if (ONE_UUID.test(text)) return true;
  const core = /^(?:[A-Za-z]{1,12}[-_.:])?([A-Za-z0-9]+)$/.exec(text)?.[1];
  return core !== undefined && isDrawn(core, shortest) && digitsIn(core) >= shortest / 4;
};
