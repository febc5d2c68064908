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

/** The account that stands at twelve digits of a text, if it is one. */
export const accountAt = (text: string, at: number): AccountInText | undefined => {
  const account = text.slice(at, at + 12);
  if (isAwsAccount(account)) return undefined;
  // a fraction, or a piece of a hexadecimal number.
  if (
    (text.charCodeAt(at - 1) === DOT && isDigit(text.charCodeAt(at - 2)))
    || (text.charCodeAt(at + 12) === DOT && isDigit(text.charCodeAt(at + 13)))
  )
    return undefined;
  if (/[A-Za-z]/.test(text[at - 1] ?? '') || /[A-Za-z]/.test(text[at + 12] ?? '')) return undefined;
  return { account, as: text.length === 12 ? 'whole' : inArn(text, at) ? 'arn' : 'digits' };
};

/** Accounts that a text names. */
export const accountsIn = (text: string): AccountInText[] => {
  if (!/\d{12}/.test(text)) return [];
  return [...text.matchAll(DIGITS)].flatMap(({ 0: { length }, index }) => (length === 12 ? (accountAt(text, index) ?? []) : []));
};
