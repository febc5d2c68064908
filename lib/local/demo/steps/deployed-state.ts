import { GetQueueAttributesCommand, ListQueuesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deliveryRoles, roleArn } from '../../../delivery/names';
import { auditSubject } from '../../../fleet-audit';
import { becomeVerifier, openAws, openOrganization, readProof, verify, type Proof, type Verification } from '../../../verify';
import { asOnAws } from '../../aws/as-on-aws';
import { environmentContext } from '../release/candidate';
import { exactly, type Character, type Say, type Story } from '../story';
import { roleSettings } from '../world';

const step = 'Deployed state against the proof';

/** Whoever may become the verifier here: the continuous integration where there is one, and the account's administration elsewhere. */
const callerIn = ({ environment }: Character) =>
  (environment.config.ci ? roleSettings(environment, roleArn(environment, deliveryRoles.ci)) : environment.administration);

const look = async ({ candidate, world }: Story, proof: Proof, character: Character): Promise<Verification> => {
  const { deployment, management } = world;
  const { onboarded } = candidate ?? deployment;
  const environment = environmentContext(onboarded, character.environment.name);
  const { credentials, endpoint } = callerIn(character);
  const { settings } = await becomeVerifier(environment, { client: { credentials, endpoint } });
  return verify(environment, {
    proof, aws: asOnAws(openAws(settings)), organization: openOrganization(management),
  });
};

/** In words that compare well: what stands on top, and how many others there are. */
const seen = ({ exitCode, drifts, unread }: Verification): string => {
  const [top, ...others] = drifts;
  const found = top ? [`${top.rank}: ${top.property ?? top.says.join('; ')} of ${top.type}`, ...others.length > 0 ? [`${others.length} more`] : []] : ['equal'];
  return [`exit ${exitCode}`, ...found, ...unread.map(({ what, reason }) => `${what}: ${reason}`)].join(', ');
};

/** Lets a role of another environment into a queue, by hand and past every template; answers what puts it back. */
const openQueue = async ({ environment }: Character, other: Character): Promise<() => Promise<void>> => {
  const sqs = new SQSClient(environment.administration);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find(url => /Webhook-DispatchDeadLetters/.test(url));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
  const before = Attributes?.Policy ?? '';
  const set = async (Policy: string) => { await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } })); };
  const policy = JSON.parse(before) as { Statement: object | object[] };
  await set(JSON.stringify({
    ...policy,
    Statement: [...[policy.Statement].flat(), { Effect: 'Allow', Principal: { AWS: roleArn(other.environment, deliveryRoles.ci) }, Action: 'sqs:ReceiveMessage', Resource: '*' }],
  }));
  return () => set(before);
};

/** What is deployed is what was proven; one policy that is changed by hand is found, and what it opens. */
export const compareDeployedState = async (story: Story, say: Say): Promise<void> => {
  const { journal, characters, candidate, world } = story;
  const { onboarded, assembly } = candidate ?? world.deployment;
  const proof = readProof(assembly.directory, auditSubject(onboarded.fleet, onboarded.flows));
  const [other, last] = [characters[0], characters.at(-1)];
  await Promise.all(characters.map(async character => {
    const { name } = character.environment;
    journal.record(exactly({
      step, kind: 'compared', from: name, to: name, what: `the deployed state of ${name} beside its templates`, expected: 'exit 0, equal', observed: seen(await look(story, proof, character)),
    }));
    say(`${name}: equal`);
  }));
  if (!other || !last || other === last) return;
  const [from, to] = [other.environment.name, last.environment.name];
  const restore = await openQueue(last, other);
  const found = await look(story, proof, last);
  journal.record(exactly({
    step, kind: 'drift-found', from, to, what: `a queue of ${to} that lets a role of ${from} in, by hand`, expected: 'exit 1, opens a path: Policy of AWS::SQS::Queue', observed: seen(found),
  }));
  say(`${to}: ${found.drifts[0]?.paths?.[0]?.message ?? 'nothing opened'}`);
  await restore();
  journal.record(exactly({ step, kind: 'compared', from: to, to, what: `the deployed state of ${to}, put back`, expected: 'exit 0, equal', observed: seen(await look(story, proof, last)) }));
};
