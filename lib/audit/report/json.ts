import type { AuditResult } from '../model';
import type { ReportContext } from './types';
import { tool } from './tool';
import { notShown } from './not-shown';

// JSON.stringify leaves these as they are, and a terminal or an editor would obey them.
const OBEYED = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** The result as it is, with what the report says about its making; its shape is in schema.json. */
export const json = (result: AuditResult, { command, commit, timestamp, declarations = [], comparison, costs }: ReportContext): string => {
  const document = { ...result, report: { tool, command, commit, timestamp, declarations, notShown }, baseline: comparison, costs };
  return `${JSON.stringify(document, null, 2).replace(OBEYED, escaped)}\n`;
};
