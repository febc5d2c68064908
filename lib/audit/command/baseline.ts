import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { UnusableInput } from '../model';
import type { Baseline } from '../report';
import { readFile } from './document';

const MOST_BYTES = 256 * 1024 * 1024;

const verdict = z.enum(['PROVEN', 'VIOLATED', 'UNKNOWN']);

const step = z.looseObject({ file: z.string(), note: z.string() });

/** As much of an earlier JSON report as is compared and shown. */
const schema = z.looseObject({
  schema: z.literal('audit/1'),
  verdict,
  findings: z.array(z.looseObject({
    id: z.string(), invariant: z.string(), group: z.string(), kind: z.string(), verdict: z.enum(['VIOLATED', 'UNKNOWN']),
    status: z.enum(['open', 'declared', 'suppressed', 'informational']), environments: z.array(z.string()), against: z.string(),
    message: z.string(), remedy: z.string(), chain: z.array(step),
  })),
  inputs: z.array(z.looseObject({ path: z.string(), sha256: z.string() })),
});

/** Reads an earlier report; anything else is refused, because comparing with it would show no change. */
export const readBaseline = (path: string, cwd: string): Baseline => {
  const name = basename(path);
  let data: unknown;
  try {
    data = JSON.parse(readFile(resolve(cwd, path), name, MOST_BYTES).toString('utf8'));
  } catch (error) {
    if (error instanceof UnusableInput) throw error;
    throw new UnusableInput('is not JSON', name, '--baseline');
  }
  const { success, data: report, error } = schema.safeParse(data);
  if (!success) {
    const [issue] = error.issues;
    throw new UnusableInput(`is no JSON report of this audit: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`, name, '--baseline');
  }
  return report as unknown as Baseline;
};
