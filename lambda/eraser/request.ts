import { providers } from '../../lib/providers';
import { isId } from '../webhook/canonical';
import { readBinding } from '../webhook/request';
import { mostIds } from './contract';
import type { EraseRequest } from './contract';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a request; one that is not exactly of the contract erases nothing. */
export const readRequest = (event: unknown): EraseRequest => {
  const { version, ids, bindings, dryRun, askedBy } = isObject(event) ? event : {};
  const usable = version === 1 && typeof dryRun === 'boolean' && typeof askedBy === 'string'
    && isObject(bindings) && Object.keys(bindings).every(isBinding) && Object.values(bindings).every(provider => typeof provider === 'string' && Object.hasOwn(providers, provider))
    && Array.isArray(ids) && ids.length > 0 && ids.length <= mostIds && ids.every(id => isSubjectId(id, bindings));
  if (!usable) throw new Error('malformed request');
  return event as EraseRequest;
};

/** A name of anything else would make a key of what is not one person's, such as all that was set aside. */
const isBinding = (name: string): boolean => readBinding(`/webhooks/${name}`) === name;

const isSubjectId = (value: unknown, bindings: object): boolean =>
  isObject(value) && typeof value['binding'] === 'string' && Object.hasOwn(bindings, value['binding'])
  && typeof value['id'] === 'string' && isId(value['id']);
