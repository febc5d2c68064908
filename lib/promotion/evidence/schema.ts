import { z } from 'zod';
import type { Evidence, RunResult, SignOff } from './types';
import { environmentsSchema } from '../../audit/command/schemas';

const MOST_CASES = 10_000;

const text = z.string().min(1).max(500);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** A moment that has one spelling, so that two moments compare as texts. */
const moment = z.string().refine(value => {
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}, 'is no moment in UTC as 2030-01-31T12:00:00.000Z');

/** Id of an evidence and of its release. */
export const releaseId = z.string().regex(/^r[0-9a-f]{32}$/, 'is no id of a release');

const assemblyDigestText = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);

const session = z.string().max(2048).regex(/^arn:aws:(?:sts|iam)::\d{12}:[\w+=,.@/-]+$/);

/** A run as a suite writes it; an empty one proves nothing and is no run. */
export const runSchema: z.ZodType<RunResult> = z.strictObject({
  kind: z.enum(['acceptance', 'load', 'connectivity']),
  environment: name,
  assemblyDigest: assemblyDigestText,
  startedAt: moment,
  finishedAt: moment,
  cases: z.array(z.strictObject({ name: text, passed: z.boolean(), detail: z.string().max(2000).optional() })).min(1).max(MOST_CASES)
    .refine(cases => new Set(cases.map(each => each.name)).size === cases.length, 'names a case twice'),
});

export const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  version: z.literal(1),
  id: releaseId,
  kind: z.enum(['promotion', 'rollback']),
  source: z.strictObject({ environment: name, account: z.string().regex(/^\d{12}$/) }),
  target: name,
  maker: session,
  createdAt: moment,
  expiresAt: moment,
  acceptance: runSchema.optional(),
  load: runSchema.optional(),
  connectivity: runSchema.optional(),
  audit: z.strictObject({ verdict: text, reportDigest: z.string().regex(/^[0-9a-f]{64}$/) }),
  parity: z.strictObject({ verdict: text, differences: z.int().min(0) }),
  declaration: environmentsSchema,
});

export const signOffSchema: z.ZodType<SignOff> = z.strictObject({
  version: z.literal(1),
  id: releaseId,
  target: name,
  approver: session,
  approvedAt: moment,
  reason: text,
});
