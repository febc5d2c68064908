import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { DeliveryAccess } from './access';
import { releaseKeys } from '../../../lambda/gate/contract';
import { nameOf, undecided, unusable } from '../../operator/command-error';
import { whyNot } from '../../operator/file-faults';
import { replaceFiles, requireWritable } from '../../operator/files';
import { NotAuthentic, readEvidence, type AssemblyDigest, type Envelope, type Evidence } from '../evidence';

export type DocumentKind = 'evidence' | 'signOff';

/** Names of the documents in a folder, as one job hands them to the next. */
export const documentFiles: Readonly<Record<DocumentKind, string>> = { evidence: 'evidence.json', signOff: 'sign-off.json' };

export const storeDocument = async ({ s3, place, environment }: DeliveryAccess, kind: DocumentKind, release: string, text: string): Promise<void> => {
  await s3.send(new PutObjectCommand({
    Bucket: await place('releasesBucket'), Key: releaseKeys[kind](release), Body: text, ContentType: 'application/json', ExpectedBucketOwner: environment.account,
  }));
};

/** A document of a release; `undefined` where there is none. */
export const fetchDocument = async ({ s3, place, environment }: DeliveryAccess, kind: DocumentKind, release: string): Promise<string | undefined> => {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: await place('releasesBucket'), Key: releaseKeys[kind](release), ExpectedBucketOwner: environment.account }));
    return await body?.transformToString();
  } catch (error) {
    if (nameOf(error) === 'NoSuchKey') return undefined;
    throw error;
  }
};

/** Writes documents together or not at all: half of them would be of another release. */
export const writeDocuments = (folder: string, documents: Readonly<Partial<Record<DocumentKind, string>>>): void => {
  replaceFiles(folder, (['evidence', 'signOff'] as const).flatMap(kind => {
    const content = documents[kind];
    return content === undefined ? [] : [{ name: documentFiles[kind], content }];
  }), '--out');
};

export const writeDocument = (folder: string, kind: DocumentKind, text: string): void => writeDocuments(folder, { [kind]: text });

/** Asked before anything is signed: what cannot be written down would be signed in vain. */
export const requireDocumentFolder = (folder: string): void => requireWritable(folder, '--out');

/** @returns `undefined` where the folder has none */
export const readDocument = (folder: string, kind: DocumentKind): string | undefined => {
  try {
    return readFileSync(join(folder, documentFiles[kind]), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(`${documentFiles[kind]} in ${folder} cannot be read: ${whyNot(error)}`, { cause: error });
  }
};

/** What an evidence says, whoever signed it: the commands read it to find their way, the gate alone decides. */
const unverifiedEvidence = (text: string): { readonly assembly: AssemblyDigest; readonly evidence: Evidence; readonly body: Buffer } => {
  try {
    const body = Buffer.from((JSON.parse(text) as Envelope).payload, 'base64');
    return { ...readEvidence(body), body };
  } catch (error) {
    throw unusable(`the evidence cannot be read${error instanceof NotAuthentic ? `: ${error.message}` : ''}; have it signed anew`, { cause: error });
  }
};

/** The evidence of a folder, with the release that it names. */
export const evidenceIn = (folder: string): { readonly text: string; readonly release: string; readonly assembly: AssemblyDigest; readonly evidence: Evidence } => {
  const text = readDocument(folder, 'evidence');
  if (text === undefined) throw undecided(`there is no ${documentFiles.evidence} in ${folder}; \`bulkhead evidence sign\` or \`bulkhead evidence fetch\` writes it`);
  const { assembly, evidence } = unverifiedEvidence(text);
  return { text, release: evidence.id, assembly, evidence };
};
