import { randomUUID } from 'node:crypto';
import { about } from '../observe';
import { change, exactly, type Character, type Registration, type Say, type Story } from '../story';
import type { ProviderAccount } from '../provider/side';
import { askForSession, createSession, delivered } from './sessions';
import { chargedByEnvironment, costOf } from './credits';

const step = 'Verifications from beginning to end';

type Attempt = (story: Story, character: Character, registration: Registration, account: ProviderAccount) => Promise<void>;

const record = (story: Story, { environment: { name } }: Character, { settings: { binding } }: Registration, kind: 'verified' | 'charged', what: string, expected: string, observed: string) =>
  story.journal.record(exactly({ step, kind, from: name, to: name, binding, what, expected, observed }));

/** A person presents a passport; what the provider then sends arrives at the environment's backend. */
const withPassport: Attempt = async (story, character, registration, { organization, environment: site }) => {
  const { environment, observer } = character;
  const { sandbox } = story.world.providers;
  const place = `${environment.name}/${registration.settings.binding}`;
  const before = { seen: await observer.look(), credits: organization.credits(), counted: chargedByEnvironment(story, character) };
  const { id } = await createSession(story, character, registration, randomUUID());
  const { status } = sandbox.complete(id, { scenario: 'adult' });
  await delivered(story, id);
  const events = about(await observer.arrived(), registration.settings.binding, id);
  record(story, character, registration, 'verified',
    `a session of ${place}, ended with a ${site === 'live' ? 'live' : 'mock'} passport: what reaches the backend`,
    'valid; 1 stored, 1 dispatched; valid', `${status}; ${change(before.seen, await observer.look())}; ${events.map(event => event.status ?? '').join(', ')}`);
  const cost = costOf(character, registration);
  record(story, character, registration, 'charged', `what that verification of ${place} costs, by the provider's meter and by the environment's own count`,
    `${cost} and ${cost} credits`, `${before.credits - organization.credits()} and ${chargedByEnvironment(story, character) - before.counted} credits`);
};

/** A resident's journey, which the backend asks for, and an event about the resident, which the provider sends. */
const withJourney: Attempt = async (story, character, registration, { organization, environment: site }) => {
  const { environment, observer } = character;
  const { sandbox } = story.world.providers;
  const place = `${environment.name}/${registration.settings.binding}`;
  const credits = organization.credits();
  const externalUuid = randomUUID();
  const { id } = await createSession(story, character, registration, externalUuid);
  sandbox.complete(id, { scenario: 'resident' });
  const asked = await askForSession(story, character, { version: 1, operation: 'get', binding: registration.settings.binding, externalUuid });
  record(story, character, registration, 'verified', `a resident's journey of ${place}, as its backend asks for it`, 'COMPLETED',
    asked.outcome === 'refused' ? `refused: ${asked.code}` : asked.session.status ?? 'open');
  const before = await observer.look();
  const resident = organization.addResident(site);
  organization.generateEvents([{ resident: resident.id, type: 'IMMIGRATION_ENTRY' }]);
  await delivered(story, resident.id);
  const events = about(await observer.arrived(), registration.settings.binding, String(resident.uaekycId));
  record(story, character, registration, 'verified', `an event about a resident of ${place}: what reaches the backend`, '1 stored, 1 dispatched, 1 about the resident',
    `${change(before, await observer.look())}, ${events.length} about the resident`);
  const taken = credits - organization.credits();
  record(story, character, registration, 'charged', `what the two transactions of ${place} cost, by the provider's meter`,
    `${2 * costOf(character, registration)} credits`, `${taken} credits`);
};

const attempts: Readonly<Record<ProviderAccount['provider'], Attempt>> = { 'self': withPassport, 'uae-kyc': withJourney };

/** Real traffic: the deployed function creates a session, the provider ends it and sends its webhook, and the backend learns of it once. */
export const verify = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    for (const registration of character.registrations) {
      if (!registration.account) continue;
      await attempts[registration.account.provider](story, character, registration, registration.account);
      say(`${character.environment.name}/${registration.settings.binding}: verified, and the backend knows`);
    }
  }));
};
