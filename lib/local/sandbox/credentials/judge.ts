import type { FlowConfiguration } from '../model/state';
import { ageOn, type DocumentAttributes } from './documents';

/** What a verification comes to. */
export interface CredentialOutcome {
  readonly status: 'valid' | 'invalid' | 'error';
  /** For the sandbox's user; the real provider does not say. */
  readonly reason?: string;
  /** Disclosed predicates and fields; empty unless valid. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

const failed = (status: 'invalid' | 'error', reason: string): CredentialOutcome => ({ status, reason, attributes: {} });

/** The fields that a flow may reveal. */
const reveals: Readonly<Record<string, (document: DocumentAttributes) => string>> = {
  full_name: document => document.fullName,
  id_number: document => document.number,
  date_issued: document => document.issuedOn,
  date_of_birth: document => document.birthDate,
  gender: document => document.gender,
  nationality: document => document.nationality,
  expiration_date: document => document.expiresOn,
  issuing_state: document => document.issuingState,
};

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(entry => typeof entry === 'string') : []);

const dateOf = (now: number) => new Date(now).toISOString().slice(0, 10);

/**
 * Decides by a flow's rules: minimum age, excluded countries, sanctions list.
 *
 * @param document what a trusted authority has signed; absent where nobody trusted has
 * @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/flows/anatomy.md
 */
export const judgeByFlow = (document: DocumentAttributes | undefined, { ruleSet, documents, settings }: FlowConfiguration, now: number): CredentialOutcome => {
  if (!document) return failed('error', 'the document is not signed by the authority that this environment trusts');
  if (documents.length > 0 && !documents.includes(document.kind)) return failed('error', `the flow does not take ${document.kind}`);
  const today = dateOf(now);
  if (document.expiresOn < today) return failed('invalid', 'the document has expired');
  const { minimumAge, excludedCountries, ofac } = ruleSet;
  const attributes: Record<string, unknown> = {};
  if (typeof minimumAge === 'number') {
    if (ageOn(document.birthDate, today) < minimumAge) return failed('invalid', `younger than ${minimumAge}`);
    attributes[`age_gte_${minimumAge}`] = true;
  }
  if (Array.isArray(excludedCountries)) {
    if (texts(excludedCountries).includes(document.issuingState)) return failed('invalid', 'issued by an excluded country');
    attributes['country_allowed'] = true;
  }
  if (ofac === true) {
    if (document.sanctioned) return failed('invalid', 'on the sanctions list');
    attributes['ofac_clear'] = true;
  }
  for (const field of texts(settings['reveals'])) {
    const reveal = Object.hasOwn(reveals, field) ? reveals[field] : undefined;
    if (reveal) attributes[field] = reveal(document);
  }
  return { status: 'valid', attributes };
};

/**
 * Decides by the state's record of a resident.
 *
 * @see https://documentation.uaekyc.ae/docs/platform-guide/sandbox-residents
 */
export const judgeByRecord = (document: DocumentAttributes | undefined, documents: readonly string[], now: number): CredentialOutcome => {
  if (!document) return failed('error', 'the document is not signed by the authority that this environment trusts');
  if (documents.length > 0 && !documents.includes(document.kind)) return failed('error', `the journey does not take ${document.kind}`);
  const today = dateOf(now);
  if (document.expiresOn < today) return failed('invalid', 'the document has expired');
  if (document.record !== 'matches') return failed('invalid', document.record === 'revoked' ? 'the document is revoked' : 'the document differs from the record');
  if (document.visa.status !== 'active' || document.visa.expiresOn < today) return failed('invalid', 'the visa has expired');
  if (document.whereabouts !== 'in-country') return failed('invalid', 'outside the country');
  if (document.face !== 'matches') return failed('invalid', 'the face does not match');
  return { status: 'valid', attributes: {} };
};
