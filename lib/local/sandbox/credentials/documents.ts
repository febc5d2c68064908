import { refuseIssues } from '../model/problem';
import { documentIssues } from './document-issues';

/** Kinds of document that either provider takes. */
export const documentKinds = ['passport', 'emirates_id', 'gcc_id', 'id_card'] as const;

export type DocumentKind = typeof documentKinds[number];

/** What a document of a person who does not exist says; every attribute is under the test's control. */
export interface DocumentAttributes {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly fullName: string;
  readonly gender: 'F' | 'M' | 'X';
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string;
  readonly issuingState: string;
  /** ISO 8601, a date. */
  readonly birthDate: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  /** Whether the person is on a sanctions list. */
  readonly sanctioned: boolean;
  readonly visa: { readonly status: 'active' | 'expired' | 'cancelled'; readonly expiresOn: string };
  /** Where immigration last saw the person. */
  readonly whereabouts: 'in-country' | 'out-of-country';
  /** Whether the document agrees with the state's record. */
  readonly record: 'matches' | 'differs' | 'revoked';
  /** Whether the live picture agrees with the document's. */
  readonly face: 'matches' | 'differs';
}

/** A document as a test asks for it: what it does not name is unremarkable, and an age may stand for the date of birth. */
export type DocumentRequest = Partial<DocumentAttributes> & { readonly age?: number };

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The same day of another year; the last of February where that year has no 29th. */
export const yearsFrom = (date: string, years: number): string => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return dateOf(Date.UTC(year + years, month - 1, Math.min(day, last)));
};

export const daysFrom = (date: string, days: number): string => dateOf(Date.parse(date) + days * 86_400_000);

/** Whole years between two dates. */
export const ageOn = (birthDate: string, today: string): number => {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

/**
 * Completes what a test asks for to a whole document.
 *
 * @throws Problem 422 for an attribute that there is not, or that cannot be so
 */
export const describeDocument = (request: DocumentRequest, now: number): DocumentAttributes => {
  refuseIssues(documentIssues(request));
  const { age, ...asked } = request;
  const today = dateOf(now);
  return {
    kind: 'passport',
    number: 'P00000001',
    fullName: 'Mock Person',
    gender: 'X',
    nationality: 'GBR',
    issuingState: asked.nationality ?? 'GBR',
    birthDate: yearsFrom(today, -(age ?? 30)),
    issuedOn: yearsFrom(today, -2),
    expiresOn: yearsFrom(today, 8),
    sanctioned: false,
    visa: { status: 'active', expiresOn: yearsFrom(today, 1) },
    whereabouts: 'in-country',
    record: 'matches',
    face: 'matches',
    ...asked,
  };
};
