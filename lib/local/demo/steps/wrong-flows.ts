import { randomUUID } from 'node:crypto';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { invokeAs } from '../../lambda/invoker';
import { about } from '../observe';
import { exactly, type Character, type Registration, type Say, type Story } from '../story';
import type { ProviderAccount } from '../provider/side';
import { roleSettings } from '../world';
import { askForSession, createSession, delivered, sessionRequest, wordsOf } from './sessions';
import { providerCalls } from './wrong-keys';

const step = 'Flows and documents of the other class';

const record = (story: Story, from: string, to: string, binding: string, what: string, expected: string, observed: string) =>
  story.journal.record(exactly({ step, kind: 'wrong-class', from, to, binding, what, expected, observed }));

/** A document that the other class's authority has signed: its signature is not that of the authority which the flow trusts. */
const foreignDocument = async (story: Story, character: Character, registration: Registration, { organization, environment: site }: ProviderAccount) => {
  const { environment: { name }, observer } = character;
  const { binding } = registration.settings;
  const credits = organization.credits();
  const { id } = await createSession(story, character, registration, randomUUID());
  const { status } = story.world.providers.sandbox.complete(id, { scenario: site === 'live' ? 'mock-document' : 'real-document' });
  await delivered(story, id);
  const events = about(await observer.arrived(), binding, id);
  record(story, name, name, binding, `a ${site === 'live' ? 'mock' : 'live'} passport against a ${site} flow of ${name}/${binding}: its signature is nobody's there`,
    'error, the backend is told: error, 0 credits', `${status}, the backend is told: ${events.map(event => event.status ?? '').join(', ')}, ${credits - organization.credits()} credits`);
};

/** Past the environment's function: the provider itself refuses a key of the other class on the flow. */
const foreignKey = async (story: Story, character: Character, { settings }: Registration, { organization, environment: site, url }: ProviderAccount) => {
  const { name } = character.environment;
  const other = site === 'live' ? 'test' : 'live';
  const key = organization.createKey(other);
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ flowId: settings.flowIds?.[0], externalUuid: randomUUID() }),
  });
  const { code } = await response.json() as { readonly code?: string };
  record(story, name, name, settings.binding, `the provider asked directly for a session on the ${site} flow of ${name}/${settings.binding} with a ${other} key`,
    '403 forbidden', `${response.status} ${code ?? ''}`);
};

/** A flow of another environment is none that the function knows. */
const foreignFlow = async (story: Story, character: Character, registration: Registration, owner: Character) => {
  const { binding } = registration.settings;
  const flowId = owner.registrations.find(({ settings }) => settings.binding === binding)?.settings.flowIds?.[0];
  if (flowId === undefined) return;
  const { name } = character.environment;
  const before = providerCalls(story, character);
  const words = wordsOf(await askForSession(story, character, sessionRequest(registration, randomUUID(), flowId)));
  record(story, name, owner.environment.name, binding, `a session of ${name}/${binding} on the flow of ${owner.environment.name}`,
    'refused: unknown-flow, 0 calls to the provider', `${words}, ${providerCalls(story, character) - before} calls to the provider`);
};

/** The backend's role of one environment and the function of another one. */
const foreignFunction = async ({ world, journal }: Story, { environment }: Character, { environment: owner }: Character) => {
  const { name } = environment;
  const backend = roleSettings(environment, environment.output('Backend', 'WorkerRoleArn'));
  const observed = await invokeAs(backend, world.host).send(new InvokeCommand({
    FunctionName: owner.output('Sessions', 'SessionsFunctionArn'), Payload: Buffer.from('{}'),
  })).then(() => 'invoked', (error: Error) => error.name);
  journal.record(exactly({
    step, kind: 'foreign-session', from: name, to: owner.name, what: `the backend's role of ${name} calls the sessions function of ${owner.name}`, expected: 'AccessDeniedException', observed,
  }));
};

/** Test and live never meet: documents, keys and flows of the one class are worth nothing in the other. */
export const refuseWrongFlows = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    const { name } = character.environment;
    const others = story.characters.filter(other => other !== character);
    for (const owner of others) await foreignFunction(story, character, owner);
    for (const registration of character.registrations) {
      const { account } = registration;
      if (account?.provider !== 'self') continue;
      await foreignDocument(story, character, registration, account);
      await foreignKey(story, character, registration, account);
      for (const owner of others) await foreignFlow(story, character, registration, owner);
      say(`${name}/${registration.settings.binding}: refused by document, key and flow`);
    }
  }));
};
