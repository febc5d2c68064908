import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteChangeSetCommand, ListChangeSetsCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { DeliveryAccess } from './access';
import { evidenceIn, readDocument, storeDocument } from './documents';
import { publishAssets } from './publish';
import { stacksOf } from './stacks';
import type { MakeChangeSets } from './toolkit';
import { changeSetName, releaseKeys } from '../../../lambda/gate/contract';
import { mapLimited } from '../../../lambda/webhook/limit';
import { fromAssembly } from '../../operator/assembly';
import { nameOf, refused, unusable } from '../../operator/command-error';
import { assemblyDigest } from '../assembly-digest';
import type { AssemblyDigest } from '../evidence';

export interface Preparation {
  /** Folder of the assembly. */
  readonly assembly: string;
  /** Folder with the evidence and, once a person has signed it off, the sign-off. */
  readonly documents: string;
  readonly makeChangeSets: MakeChangeSets;
  readonly say: (line: string) => void;
  /**
   * Names of the stacks to make change sets for.
   * @default - every stack of the environment
   */
  readonly only?: readonly string[];
}

const PARALLEL = 16;

/** Puts every file of the assembly where the gate reads it, under its digest; what is there already is put there again. */
const upload = async ({ s3, place, environment }: DeliveryAccess, folder: string, { digest, files }: ReturnType<typeof assemblyDigest>): Promise<void> => {
  const bucket = await place('releasesBucket');
  const prefix = releaseKeys.assembly(digest.slice('sha256:'.length));
  await mapLimited(files, PARALLEL, async ({ path, sha256 }) => {
    await s3.send(new PutObjectCommand({
      Bucket: bucket, Key: `${prefix}${path}`, Body: readFileSync(join(folder, path)),
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'), ExpectedBucketOwner: environment.account,
    }));
  });
};

/** Takes away the change sets of earlier attempts: the gate wants none beside the release's own. */
const tidy = async (cloudformation: Pick<CloudFormationClient, 'send'>, stack: string, own: string): Promise<void> => {
  const others: string[] = [];
  try {
    let token: string | undefined;
    do {
      const page = await cloudformation.send(new ListChangeSetsCommand({ StackName: stack, NextToken: token }));
      others.push(...(page.Summaries ?? []).flatMap(({ ChangeSetName: name }) => (name === undefined || name === own ? [] : [name])));
      token = page.NextToken;
    } while (token !== undefined);
  } catch (error) {
    // a stack that does not exist has no change sets.
    if (nameOf(error) !== 'ValidationError') throw error;
  }
  for (const name of others) await cloudformation.send(new DeleteChangeSetCommand({ StackName: stack, ChangeSetName: name }));
};

const checked = (wanted: AssemblyDigest, { digest }: ReturnType<typeof assemblyDigest>): void => {
  if (digest !== wanted) throw refused(`the assembly is ${digest}, and the evidence is about ${wanted}; take the assembly that was accepted`);
};

/**
 * Brings a release before the gate: evidence, archive, assets and change sets. Nothing is changed by it; stopped anywhere and run
 * again it goes on.
 */
export const prepareRelease = async (access: DeliveryAccess, { assembly, documents, makeChangeSets, say, only }: Preparation): Promise<{ readonly release: string }> => {
  const { environment } = access;
  const { text, release, assembly: wanted, evidence } = evidenceIn(documents);
  if (evidence.target !== environment.config.name) throw refused(`the evidence is for '${evidence.target}', not for '${environment.config.name}'`);
  const digested = fromAssembly(assembly, () => assemblyDigest(assembly));
  checked(wanted, digested);
  const stacks = stacksOf(assembly, environment).filter(({ name }) => only === undefined || only.includes(name));
  const signOff = readDocument(documents, 'signOff');
  await upload(access, assembly, digested);
  say(`archive of ${digested.files.length} files: ${digested.digest}`);
  await storeDocument(access, 'evidence', release, text);
  if (signOff !== undefined) await storeDocument(access, 'signOff', release, signOff);
  say(signOff === undefined ? 'evidence without a sign-off: the gate will refuse it until somebody has signed it off' : 'evidence and sign-off');
  say(`${await publishAssets(access, assembly, stacks.map(({ name }) => name))} new assets`);
  const cloudformation = await access.deployment();
  for (const { name } of stacks) await tidy(cloudformation, name, changeSetName(release));
  const code = await makeChangeSets({ environment, assembly, stacks: stacks.map(({ selector }) => selector), changeSet: changeSetName(release) });
  // a stack that imports what another one is only about to export gets its change set after that one is executed.
  say(code === 0 ? `change sets of ${stacks.length} stacks` : `the toolkit ended with exit code ${code}: the gate says which change sets are there`);
  checked(wanted, assemblyDigest(assembly));
  return { release };
};

/** @throws CommandError where no release is named in any way */
export const releaseOf = (release: string | undefined, documents: string): string => {
  if (release !== undefined && !/^r[0-9a-f]{32}$/.test(release)) throw unusable(`'${release}' is no release; \`bulkhead evidence sign\` printed its id`);
  return release ?? evidenceIn(documents).release;
};
