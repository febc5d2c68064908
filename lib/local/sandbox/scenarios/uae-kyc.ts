import { daysFrom } from '../credentials/documents';
import type { Scenario } from './types';

const scenario = (name: string, kind: Scenario['kind'], title: string, expected: Scenario['expected'], document?: Scenario['document'], signer: Scenario['signer'] = 'trusted'): Scenario => ({
  name, kind, title, expected, provider: 'uae-kyc', signer, ...document && { document: (...given) => ({ kind: 'emirates_id', ...document(...given) }) },
});

/**
 * What happens to residents of the United Arab Emirates.
 *
 * @see https://documentation.uaekyc.ae/docs/platform-guide/sandbox-residents
 */
export const uaeKycScenarios: readonly Scenario[] = [
  scenario('resident', 'success', 'a resident with everything in order', 'COMPLETED', () => ({})),
  scenario('expired-visa', 'failure', 'a visa that ended yesterday', 'REJECTED', (_, today) => ({ visa: { status: 'expired', expiresOn: daysFrom(today, -1) } })),
  scenario('last-day-of-visa', 'edge', 'a visa that ends today', 'COMPLETED', (_, today) => ({ visa: { status: 'active', expiresOn: today } })),
  scenario('cancelled-visa', 'failure', 'a visa that was cancelled', 'REJECTED', (_, today) => ({ visa: { status: 'cancelled', expiresOn: daysFrom(today, 90) } })),
  scenario('out-of-country', 'failure', 'a resident who has left the country', 'REJECTED', () => ({ whereabouts: 'out-of-country' })),
  scenario('expired-passport', 'failure', 'a document that ended yesterday', 'REJECTED', (_, today) => ({ expiresOn: daysFrom(today, -1) })),
  scenario('revoked-document', 'failure', 'a document that was revoked', 'REJECTED', () => ({ record: 'revoked' })),
  scenario('document-mismatch', 'failure', 'a document that differs from the record', 'REJECTED', () => ({ record: 'differs' })),
  scenario('face-mismatch', 'failure', 'another person\'s face', 'REJECTED', () => ({ face: 'differs' })),
  scenario('forged-document', 'failure', 'a document whose signature is nobody\'s', 'REJECTED', () => ({}), 'forged'),
  scenario('abandoned', 'failure', 'nobody presents anything until the token ends', 'ABANDONED'),
];
