import type { ParameterRule, SessionApi } from '../../lib/providers';
import type { CreateSession, GetSession, SessionsRequest } from './contract';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const bindingName = /^[a-z0-9][a-z0-9-]{0,62}$/;
const mostAttempts = 1_000;
const longestUrl = 2_048;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const known: Readonly<Record<string, readonly string[]>> = {
  create: ['version', 'operation', 'binding', 'externalUuid', 'attempt', 'flowId', 'parameters'],
  get: ['version', 'operation', 'binding', 'externalUuid', 'attempt'],
};

/** The request where it is one; a member that is not known is a mistake of the caller's, not something to pass on. */
export const readRequest = (event: unknown): SessionsRequest | undefined => {
  if (!isObject(event) || event['version'] !== 1) return undefined;
  const { operation, binding, externalUuid, attempt = 1, flowId, parameters } = event;
  if (typeof operation !== 'string' || !Object.hasOwn(known, operation)) return undefined;
  if (!Object.keys(event).every(name => known[operation]!.includes(name))) return undefined;
  if (typeof binding !== 'string' || !bindingName.test(binding)) return undefined;
  if (typeof externalUuid !== 'string' || !uuid.test(externalUuid)) return undefined;
  if (!isWhole(attempt, 1, mostAttempts)) return undefined;
  const common = { version: 1, binding, externalUuid: externalUuid.toLowerCase(), attempt } as const;
  if (operation === 'get') return { ...common, operation: 'get' } satisfies GetSession;
  if (flowId !== undefined && (typeof flowId !== 'string' || flowId === '')) return undefined;
  if (parameters !== undefined && !isObject(parameters)) return undefined;
  return { ...common, operation: 'create', flowId, parameters } satisfies CreateSession;
};

/** What is sent to the provider, or undefined where a parameter is not what the provider takes. */
export const bodyOf = ({ create }: SessionApi, request: CreateSession): Readonly<Record<string, unknown>> | undefined => {
  const given = request.parameters ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(create.parameters, name) || !fits(create.parameters[name]!, given[name])) return undefined;
  }
  const lacking = Object.entries(create.parameters)
    .some(([name, rule]) => rule.kind === 'word' && rule.required && given[name] === undefined);
  if (lacking) return undefined;
  return { ...given, ...Object.fromEntries(create.fields.map(name => [name, request[name]])) };
};

const isWhole = (value: unknown, from: number, to: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;

const fits = (rule: ParameterRule, value: unknown): boolean => {
  switch (rule.kind) {
    case 'integer': return isWhole(value, rule.from, rule.to);
    case 'word': return typeof value === 'string' && rule.of.includes(value);
    case 'object': return isObject(value) && Buffer.byteLength(JSON.stringify(value)) <= rule.largest;
    case 'https-url': return typeof value === 'string' && value.length <= longestUrl && isHttps(value);
  }
};

/** Whether a text is an address that a browser may be sent to. */
export const isHttps = (text: string): boolean =>
  /^https:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text) && !/^https:\/\/[^/]*@/.test(text);
