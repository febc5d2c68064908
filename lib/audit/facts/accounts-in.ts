import { isAwsAccount } from './aws-accounts';

/** Twelve digits in a text: in a place of an ARN or URL where only an account can stand, alone, or anywhere. */
export interface AccountInText {
  readonly account: string;
  readonly as: 'arn' | 'whole' | 'digits';
}

const DIGITS = /\d{12,}/g;

const [ZERO, NINE, DOT] = [48, 57, 46] as const;

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** Whether the digits stand in an ARN or in a URL of AWS. */
const inArn = (text: string, at: number): boolean =>
  (text[at - 1] === ':' && /arn:[^:\s"']*:[^:\s"']*:[^:\s"']*:$/.test(text.slice(Math.max(0, at - 120), at)))
  || text.startsWith('aws://', at - 6)
  || /^\.dkr\.ecr\./.test(text.slice(at + 12, at + 22))
  || /(?:sqs|queue)[\w.-]*\.amazonaws\.com(?:\.cn)?\/$/.test(text.slice(Math.max(0, at - 60), at));

/** Accounts that a text names. */
export const accountsIn = (text: string): AccountInText[] => {
  if (!/\d{12}/.test(text)) return [];
  const found: AccountInText[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const [account] = match;
    if (account.length !== 12 || isAwsAccount(account)) continue;
    const before = text.charCodeAt(match.index - 1);
    const after = text.charCodeAt(match.index + 12);
    // a fraction, or a piece of a hexadecimal number.
    if (
      (before === DOT && isDigit(text.charCodeAt(match.index - 2)))
      || (after === DOT && isDigit(text.charCodeAt(match.index + 13)))
    )
      continue;
    if (/[A-Za-z]/.test(text[match.index - 1] ?? '') || /[A-Za-z]/.test(text[match.index + 12] ?? '')) continue;
    found.push({ account, as: text.length === 12 ? 'whole' : inArn(text, match.index) ? 'arn' : 'digits' });
  }
  return found;
};
