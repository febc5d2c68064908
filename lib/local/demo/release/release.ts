import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bootstrapNames, deliveryRoles, roleArn } from '../../../delivery/names';
import { assetsBucketName, constructId } from '../../../environment';
import { CommandError } from '../../../operator/command-error';
import { changeSetArguments, connectivityRun, declarationFor, executeRelease, prepareRelease, signEvidence, signOff, writeDocument, type DeliveryAccess, type EvidenceRequest } from '../../../promotion/release';
import { storeDocument } from '../../../promotion/release/documents';
import { actAs, type ClientSettings } from '../../clients';
import { invokeAs } from '../../lambda/invoker';
import type { Story } from '../story';
import { askTheWays, lookingAs, registered } from '../steps/routes';
import { roleSettings, type RunningEnvironment } from '../world';
import { deliveryAs, environmentContext, type Candidate } from './candidate';

type Runs = Pick<EvidenceRequest, 'acceptance' | 'load' | 'connectivity'>;

/** A release as those who take part in it make it, each with its own credentials. */
export interface OpenRelease {
  readonly candidate: Candidate;
  readonly runs: Runs;
  /** Stacks of the target that the candidate changes. */
  readonly expected: readonly string[];
  /** What the continuous integration of the target acts with. */
  readonly integration: ClientSettings;
  /** The source's continuous integration has its evidence signed; gives the release's id. */
  readonly sign: (runs: Runs) => Promise<string>;
  /** A person of the source signs off, and the target is told. */
  readonly signOff: (id: string) => Promise<void>;
  /** The target's continuous integration prepares. */
  readonly prepare: () => Promise<void>;
  /** It calls the gate; the outcome, with the reasons where it is a refusal. */
  readonly execute: (id: string) => Promise<string>;
  /** The latest event of each stack of the target. */
  readonly changed: () => Promise<Readonly<Record<string, string>>>;
}

/** How an attempt to sign evidence ended. */
export const evidenceOutcome = async (work: Promise<string>): Promise<string> => {
  try {
    await work;
    return 'signed';
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `refused with exit code ${error.exitCode}`;
  }
};

/** Name of a stack that the toolkit displays with its path. */
const stackName = (displayName: string): string => (displayName.split(' ')[0] ?? displayName).replace('/', '-');

const runningEnvironment = ({ characters }: Story, name: string): RunningEnvironment => {
  const character = characters.find(({ environment }) => environment.name === name);
  if (!character) throw new Error(`'${name}' does not run`);
  return character.environment;
};

const ciOf = (environment: RunningEnvironment): ClientSettings => roleSettings(environment, roleArn(environment, deliveryRoles.ci));

export const openRelease = async (story: Story, candidate: Candidate): Promise<OpenRelease> => {
  const { world: { deployment: { toolkit, assembly: before }, host }, work } = story;
  const { onboarded: { fleet, flows }, source, target, assembly: { directory: assembly, templates } } = candidate;
  const [from, to] = [source, target].map(name => environmentContext(candidate.onboarded, name)) as [ReturnType<typeof environmentContext>, ReturnType<typeof environmentContext>];
  const [sourceEnvironment, targetEnvironment] = [runningEnvironment(story, source), runningEnvironment(story, target)];
  const integration = ciOf(targetEnvironment);
  const documents = join(work, 'evidence');
  mkdirSync(documents, { recursive: true });
  const opened: DeliveryAccess = await deliveryAs(integration, to);
  const targetAccess: DeliveryAccess = { ...opened, lambda: invokeAs(integration, host) as never };
  const sourceAccess = await deliveryAs(ciOf(sourceEnvironment), from);
  // as the command does that signs evidence: with the rights of the source's integration.
  const looking = { ...sourceAccess, ...lookingAs(ciOf(sourceEnvironment), story.world), environment: { ...from, config: registered(story.world, from.config) } };
  const connectivity = await connectivityRun(looking, fleet, assembly, { resolve: askTheWays(story.world) });
  story.runs.push(connectivity);
  const stacks = Object.keys(templates).filter(stack => stack.startsWith(`${constructId(target)}/`));
  return {
    candidate,
    integration,
    runs: { acceptance: join(work, 'acceptance.json'), load: join(work, 'load.json'), connectivity },
    expected: stacks.filter(stack => templates[stack] !== before.templates[stack] && !stack.startsWith(`${constructId(target)}/Delivery`))
      .map(stackName).sort(),
    sign: async runs => {
      const { release, text } = await signEvidence(sourceAccess, {
        kind: 'promotion', target: to.config, assembly, ...runs, declaration: declarationFor(fleet, flows, to.config), hours: 1,
      }, Date.now());
      writeDocument(documents, 'evidence', text);
      return release;
    },
    signOff: async id => {
      const person = await actAs(roleArn(from, deliveryRoles.approver), from.region, sourceEnvironment.administration, 'ada');
      const text = await signOff(await deliveryAs(person, from), id, 'seen in the demo', { now: Date.now(), show: () => undefined });
      await storeDocument(targetAccess, 'signOff', id, text);
    },
    prepare: async () => {
      await prepareRelease(targetAccess, {
        assembly, documents, say: () => undefined,
        makeChangeSets: async request => {
          await toolkit.run([...changeSetArguments(request), '--concurrency', '4'], integration);
          return 0;
        },
      });
    },
    execute: async id => {
      const { outcome, reasons } = await executeRelease(targetAccess, { release: id, say: () => undefined, wait: async milliseconds => { await pause(milliseconds); } });
      return reasons.length === 0 ? outcome : `${outcome}: ${[...new Set(reasons.map(({ code }) => code))].join(', ')}`;
    },
    changed: async () => {
      const client = new CloudFormationClient(targetEnvironment.administration);
      const latest = await Promise.all(stacks.map(async stack => {
        const name = stackName(stack);
        const { StackEvents: [event] = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
        return [name, event?.EventId ?? ''] as const;
      }));
      client.destroy();
      return Object.fromEntries(latest);
    },
  };
};

/** Key of the code of a function in one of the release's stacks. */
const codeKey = ({ candidate: { assembly: { directory }, target }, expected }: OpenRelease): string => {
  const folder = join(directory, `assembly-${constructId(target)}`);
  for (const file of readdirSync(folder).filter(name => name.endsWith('.template.json'))) {
    if (!expected.some(stack => file.startsWith(stack.replace('-', '')))) continue;
    const { Resources: resources } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { Resources: Record<string, { Type: string; Properties: { Code?: { S3Key?: string } } }> };
    const key = Object.values(resources).find(({ Type }) => Type === 'AWS::Lambda::Function')?.Properties.Code?.S3Key;
    if (key !== undefined) return key;
  }
  throw new Error('the release has no function whose code could be changed');
};

/** Flips a bit in the published code of the target, as somebody with the publishing role could; the result takes it back. */
export const flipByte = async (release: OpenRelease): Promise<() => Promise<void>> => {
  const { candidate, integration } = release;
  const to = environmentContext(candidate.onboarded, candidate.target);
  const publisher = await actAs(roleArn(to, bootstrapNames(to).publishingRole), to.region, integration);
  const s3 = new S3Client({ ...publisher, forcePathStyle: true });
  const place = { Bucket: assetsBucketName(to), Key: codeKey(release) };
  const { Body: body } = await s3.send(new GetObjectCommand(place));
  const genuine = Buffer.from(await body?.transformToByteArray() ?? []);
  const flipped = Buffer.from(genuine);
  flipped[genuine.length >> 1]! ^= 1;
  await s3.send(new PutObjectCommand({ ...place, Body: flipped }));
  return async () => {
    await s3.send(new PutObjectCommand({ ...place, Body: genuine }));
  };
};
