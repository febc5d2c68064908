import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { parseJson } from '../../lib/audit/assembly/json';
import { isObject, type Json } from '../../lib/audit/assembly/shape';
import type { GateClients } from './clients';

const canonical = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const).sort(([one], [other]) => (one < other ? -1 : 1)));
};

// CloudFormation gives a question mark for every character outside of ASCII.
const isPlain = (text: string): boolean => !/[^\n\r\t -~]/.test(text);

/**
 * Whether two templates say the same.
 *
 * They are compared as JSON values, not as bytes: CloudFormation keeps no promise about the bytes that it gives back, and the
 * toolkit sends a small template in another layout than the file's. The reader refuses a key given twice, so two readers
 * cannot see two templates in one text, and a template with characters that CloudFormation does not give back equals nothing.
 */
export const sameTemplate = (text: string | undefined, expected: Json): boolean => {
  const wanted = JSON.stringify(canonical(expected));
  if (text === undefined || !isPlain(text) || !isPlain(wanted)) return false;
  try {
    return JSON.stringify(canonical(parseJson(text, 'template') as Json)) === wanted;
  } catch {
    return false;
  }
};

/** The template of a stack, or of a change set of it, as it was submitted; a change set's id says of which stack it is. */
export const readTemplate = async ({ cloudformation }: GateClients, stack: string | undefined, changeSet?: string): Promise<string | undefined> => {
  const { TemplateBody: body } = await cloudformation.send(new GetTemplateCommand({ StackName: stack, ChangeSetName: changeSet, TemplateStage: 'Original' }));
  return body;
};
