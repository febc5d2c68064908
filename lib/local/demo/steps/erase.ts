import { randomUUID } from 'node:crypto';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { inbox } from '../../../../lambda/webhook/contract';
import { roleArn } from '../../../delivery/names';
import { eraseSubject, readIds, type EraserAccess } from '../../../operator/erasing';
import { eraserRoleName } from '../../../secrets/settings';
import { invokeAs } from '../../lambda/invoker';
import type { ProviderAccount } from '../provider/side';
import { change, exactly, nothingNew, type Character, type Registration, type Say, type Story } from '../story';
import { roleSettings } from '../world';
import { createSession, delivered } from './sessions';

const step = 'Erasing one person';

/** AWS as a person sees it who has become the eraser of the environment. */
const eraserOf = ({ world }: Story, { environment }: Character): EraserAccess => {
  const arn = roleArn(environment, eraserRoleName);
  const settings = roleSettings(environment, arn);
  return { ssm: new SSMClient(settings), lambda: invokeAs(settings, world.host) as EraserAccess['lambda'], caller: arn };
};

/** What the inbox has under a verification: everything that is not a key, an expiry or the time of the erasure. */
const contentOf = async ({ environment }: Character, binding: string, id: string): Promise<string[]> => {
  const dynamodb = new DynamoDBClient(environment.administration);
  try {
    const { Items: items = [] } = await dynamodb.send(new QueryCommand({
      TableName: environment.output('Webhook', 'InboxTableName'), ConsistentRead: true, KeyConditionExpression: '#key = :key',
      ExpressionAttributeNames: { '#key': inbox.partitionKey }, ExpressionAttributeValues: { ':key': { S: `${binding}#${id}` } },
    }));
    const empty: readonly string[] = [inbox.partitionKey, inbox.sortKey, inbox.timeToLive, inbox.erasedAt];
    return items.flatMap((item: Record<string, AttributeValue>) => Object.keys(item)).filter(name => !empty.includes(name));
  } finally {
    dynamodb.destroy();
  }
};

/** One person is verified and erased; then the provider sends the event again by hand, as its operators can for a month. */
const eraseOne = async (story: Story, character: Character, registration: Registration, account: ProviderAccount): Promise<void> => {
  const { binding } = registration.settings;
  const { environment: { name, config, account: own }, observer } = character;
  const { sandbox } = story.world.providers;
  const externalUuid = randomUUID();
  const { id } = await createSession(story, character, registration, externalUuid);
  sandbox.complete(id, { scenario: 'adult' });
  await delivered(story, id);
  await observer.look();
  const target = { config, account: own, audit: { account: '', region: '' } };
  const ids = readIds(`${externalUuid}\n`, target, undefined);
  const ask = (yes: boolean) => eraseSubject(target, () => Promise.resolve(eraserOf(story, character)), ids, { yes, ...yes && { confirm: name } });
  const [found, erased] = [await ask(false), await ask(true)];
  story.journal.record(exactly({
    step, kind: 'erased', from: name, to: name, binding, what: `a person of ${name}/${binding}, looked for and then erased under the backend's own id: what is left in the inbox`,
    expected: 'found 1 event and 1 session, then erased; nothing left',
    observed: `${found.outcome} ${found.places.events} event and ${found.places.sessions} session, then ${erased.outcome}; ${(await contentOf(character, binding, id)).join(', ') || 'nothing'} left`,
  }));
  const before = await observer.look();
  const event = sandbox.events().find(({ about }) => about.includes(id));
  const first = sandbox.deliveries(id).find(delivery => delivery.event === event?.id);
  if (!event || !first) throw new Error(`the provider has sent nothing about the person of ${name}`);
  account.organization.replay(event.id, first.endpoint);
  await delivered(story, id);
  const answers = sandbox.deliveries(id).filter(delivery => delivery.id !== first.id).map(({ attempts }) => attempts.at(-1)?.status);
  story.journal.record(exactly({
    step, kind: 'erased', from: name, to: name, binding, what: `the provider sends that person's event to ${name}/${binding} once more`,
    expected: `200, ${nothingNew}, nothing left`,
    observed: `${answers.join(', ')}, ${change(before, await observer.look())}, ${(await contentOf(character, binding, id)).join(', ') || 'nothing'} left`,
  }));
};

/** Everything that an environment keeps of one person goes, and the sender's repetition brings nothing back. */
export const erasePeople = async (story: Story, say: Say): Promise<void> => {
  await Promise.all(story.characters.map(async character => {
    const registration = character.registrations.find(({ account }) => account?.provider === 'self');
    if (!registration?.account) return;
    await eraseOne(story, character, registration, registration.account);
    say(`${character.environment.name}/${registration.settings.binding}: erased, and a repetition keeps nothing`);
  }));
};
