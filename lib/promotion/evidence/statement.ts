import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NotAuthentic } from './envelope';
import { evidenceSchema, signOffSchema } from './schema';
import type { AssemblyDigest, Evidence, SignOff } from './types';

const statementType = 'https://in-toto.io/Statement/v1';

/** What the predicates mean; each version has a name of its own. */
const predicateTypes = {
  evidence: 'urn:bulkhead:promotion-evidence:v1',
  signOff: 'urn:bulkhead:promotion-sign-off:v1',
} as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const statementSchema = <T extends z.ZodType>(predicateType: string, subjects: readonly string[], predicate: T) => z.strictObject({
  _type: z.literal(statementType),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256 }) }))
    .refine(list => list.map(({ name }) => name).join('\0') === subjects.join('\0')),
  predicateType: z.literal(predicateType),
  predicate,
});

const evidenceStatement = statementSchema(predicateTypes.evidence, ['assembly'], evidenceSchema);
const signOffStatement = statementSchema(predicateTypes.signOff, ['assembly', 'evidence'], signOffSchema);

/** The hexadecimal SHA-256 of a statement's bytes, by which a sign-off names the evidence that the person saw. */
export const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

const write = (predicateType: string, subjects: Readonly<Record<string, string>>, predicate: object): Buffer => Buffer.from(JSON.stringify({
  _type: statementType,
  subject: Object.entries(subjects).map(([name, digest]) => ({ name, digest: { sha256: digest } })),
  predicateType,
  predicate,
}), 'utf8');

const hex = (digest: AssemblyDigest): string => digest.slice('sha256:'.length);

/**
 * Evidence as an in-toto statement about the assembly.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export const writeEvidence = (assembly: AssemblyDigest, evidence: Evidence): Buffer =>
  write(predicateTypes.evidence, { assembly: hex(assembly) }, evidence);

/** A sign-off as an in-toto statement about the assembly and the evidence. */
export const writeSignOff = (assembly: AssemblyDigest, evidenceDigest: string, signOff: SignOff): Buffer =>
  write(predicateTypes.signOff, { assembly: hex(assembly), evidence: evidenceDigest }, signOff);

const read = <T>(body: Buffer, schema: z.ZodType<T>): T => {
  const { success, data, error } = schema.safeParse(parse(body));
  if (success) return data;
  const [issue] = error.issues;
  throw new NotAuthentic('malformed', `it is not of the expected form: ${issue?.path.join('.') || 'the whole'}`);
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw new NotAuthentic('malformed', 'its content is not JSON');
  }
};

/** @throws NotAuthentic where the bytes are another kind of statement */
export const readEvidence = (body: Buffer): { readonly assembly: AssemblyDigest; readonly evidence: Evidence } => {
  const { subject: [assembly], predicate } = read(body, evidenceStatement);
  return { assembly: `sha256:${assembly?.digest.sha256 ?? ''}`, evidence: predicate };
};

/** @throws NotAuthentic where the bytes are another kind of statement */
export const readSignOff = (body: Buffer): { readonly assembly: AssemblyDigest; readonly evidenceDigest: string; readonly signOff: SignOff } => {
  const { subject: [assembly, evidence], predicate } = read(body, signOffStatement);
  return { assembly: `sha256:${assembly?.digest.sha256 ?? ''}`, evidenceDigest: evidence?.digest.sha256 ?? '', signOff: predicate };
};
