import { generateKeyPairSync } from 'node:crypto';
import { find, type Core } from '../core';
import { issueCredential, signStatement } from '../credentials/authority';
import { describeDocument, type DocumentRequest } from '../credentials/documents';
import type { CredentialOutcome } from '../credentials/judge';
import { traitsOf, type AuthorityName } from '../model/environments';
import { notFound, refuseIssues } from '../model/problem';
import type { FlowConfiguration, Journey, Session } from '../model/state';
import { scenariosOf, type Signer } from '../scenarios';
import { presentToJourney } from './journeys';
import { organizationOf } from './organizations';
import { expireSession, presentCredential } from './sessions';

/** How a verification is to end: as a scenario says, with a document as it is asked for, or with a credential as it stands. */
export type Completion =
  | { readonly scenario: string }
  | { readonly document: DocumentRequest; readonly signer?: Signer }
  | { readonly credential: string };

/** A credential in due form, signed with a key that is thrown away. */
const forge = (document: DocumentRequest, now: number): string => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const der = { privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }), publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
  return signStatement({ issuer: 'mock', mock: true, attributes: describeDocument(document, now) },
    { privateKey: der.privateKey.toString('base64'), publicKey: der.publicKey.toString('base64') });
};

/** Signs a document of a person who does not exist. */
export const issueDocument = ({ state, clock }: Core, document: DocumentRequest, signer: AuthorityName | 'forged'): string =>
  (signer === 'forged' ? forge(document, clock.now()) : issueCredential(signer, describeDocument(document, clock.now()), state.authorities));

type Subject = { readonly session: Session } | { readonly journey: Journey };

const subjectOf = ({ state }: Core, id: string): Subject => {
  if (Object.hasOwn(state.sessions, id)) return { session: find(state.sessions, id, 'session') };
  return { journey: find(state.journeys, id, 'session or journey of this id') };
};

const noRules: FlowConfiguration = { ruleSet: {}, documents: [], settings: {} };

const presentTo = (core: Core, subject: Subject, credential: string): CredentialOutcome =>
  ('session' in subject ? presentCredential(core, subject.session, credential) : presentToJourney(core, subject.journey, credential));

const end = (core: Core, subject: Subject): void => {
  if ('session' in subject) expireSession(core, subject.session);
  else if (subject.journey.status === 'NOT STARTED') Object.assign(subject.journey, { status: 'ABANDONED', completedAt: core.clock.now() });
};

/** Plays what the person does with a session or journey, and gives its status afterwards. @throws Problem 404, 409 or 422 */
export const complete = (core: Core, id: string, how: Completion): { readonly status: string; readonly reason?: string } => {
  const subject = subjectOf(core, id);
  const { organization, environment } = 'session' in subject ? subject.session : subject.journey;
  const { provider } = organizationOf(core, organization);
  const traits = traitsOf(provider, environment);
  const configuration = 'session' in subject ? find(core.state.flows, subject.session.flow, 'flow').configuration : noRules;
  const statusAfter = (reason?: string) => ({ status: 'session' in subject ? subject.session.status : subject.journey.status, ...reason !== undefined && { reason } });
  const present = (document: DocumentRequest, signer: Signer) =>
    statusAfter(presentTo(core, subject, issueDocument(core, document, signer === 'trusted' ? traits.trusts : signer)).reason);

  if ('credential' in how) return statusAfter(presentTo(core, subject, how.credential).reason);
  if ('document' in how) return present(how.document, how.signer ?? 'trusted');
  const scenario = scenariosOf(provider, traits.class).find(({ name }) => name === how.scenario);
  if (!scenario) throw notFound(`scenario '${how.scenario}' for ${environment} of ${provider}`);
  if (!scenario.document) {
    end(core, subject);
    return statusAfter();
  }
  const document = scenario.document(configuration, new Date(core.clock.now()).toISOString().slice(0, 10));
  refuseIssues(document ? [] : [{ path: ['scenario'], message: `'${how.scenario}' has nothing to try: the flow has no such rule` }]);
  return present(document ?? {}, scenario.signer);
};
