import { isObject, type Issue } from '../model/problem';
import { documentKinds } from './documents';

interface Form {
  readonly fits: (value: unknown) => boolean;
  readonly says: string;
}

const oneOf = (...words: readonly string[]): Form => ({ fits: value => words.includes(value as string), says: `must be one of ${words.join(', ')}` });

const text: Form = { fits: value => typeof value === 'string' && value !== '', says: 'must be a text' };

const country: Form = { fits: value => typeof value === 'string' && /^[A-Z]{3}$/.test(value), says: 'must be an ISO 3166-1 alpha-3 code' };

const isDate = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

const date: Form = { fits: isDate, says: 'must be a date, YYYY-MM-DD' };

/** Form of each attribute; what is not named there is none. */
const forms = (): Readonly<Record<string, Form>> => ({
  kind: oneOf(...documentKinds),
  number: text,
  fullName: text,
  gender: oneOf('F', 'M', 'X'),
  nationality: country,
  issuingState: country,
  birthDate: date,
  issuedOn: date,
  expiresOn: date,
  sanctioned: { fits: value => typeof value === 'boolean', says: 'must be true or false' },
  visa: {
    fits: value => isObject(value) && ['active', 'expired', 'cancelled'].includes(value['status'] as string) && isDate(value['expiresOn']),
    says: 'must have a status (active, expired, cancelled) and expiresOn',
  },
  whereabouts: oneOf('in-country', 'out-of-country'),
  record: oneOf('matches', 'differs', 'revoked'),
  face: oneOf('matches', 'differs'),
  age: { fits: value => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 150, says: 'must be a whole number from 0 to 150' },
});

/** What is wrong with a document as it is asked for. */
export const documentIssues = (asked: unknown): Issue[] => {
  if (!isObject(asked)) return [{ path: ['document'], message: 'must be an object' }];
  const known = forms();
  return Object.entries(asked).flatMap(([name, value]) => {
    const form = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!form) return [{ path: ['document', name], message: 'is no attribute of a document' }];
    return value === undefined || form.fits(value) ? [] : [{ path: ['document', name], message: form.says }];
  });
};
