import { createHash } from 'node:crypto';
import type { EnvironmentsFile } from '../model';
import type { Declaration } from './document';

/** What an app says of its environments, as the file that an auditor is given. */
export const ownText = (environments: EnvironmentsFile): string => `${JSON.stringify(environments, null, 2)}\n`;

/** Stands for that file, so that the report names it with its digest and is the same when it is repeated with it. */
export const ownDeclaration = (value: EnvironmentsFile): Declaration<EnvironmentsFile> => {
  const bytes = Buffer.from(ownText(value), 'utf8');
  return { value, file: { path: 'environments.json', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length } };
};
