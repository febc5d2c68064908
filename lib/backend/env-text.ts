import { configVariable, type BackendConfig } from './contract';
import { unusable } from '../operator/command-error';

/** Characters that mean themselves to every shell and to every reader of env files. */
const harmless = /^[A-Za-z0-9_./:@,+=-]+$/;

/** One word of a POSIX shell, whatever it holds; plain where a reader that knows no quotes gets the same. */
const quoted = (value: string): string => (harmless.test(value) ? value : `'${value.replaceAll('\'', '\'\\\'\'')}'`);

/** A name as part of a variable's. */
const upper = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

/** What reads the text takes a line for a variable, so none of them may hold one. */
const breaksLines = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/;

const bindingVariables = (name: string, binding: BackendConfig['bindings'][string]): [string, string | undefined | null][] => {
  const prefix = upper(name);
  const { flows } = binding;
  return [
    [`${prefix}_PROVIDER`, binding.provider],
    [`${prefix}_PROVIDER_ENVIRONMENT`, binding.providerEnvironment],
    [`${prefix}_API_DOMAIN`, binding.apiDomain],
    // the name that the providers' own examples read; it would be a guess where there are several.
    [`${prefix}_FLOW_ID`, flows.length === 1 ? flows[0]?.id : undefined],
    ...flows.length > 1 ? flows.flatMap(({ id, name: flow }): [string, string][] => (flow === undefined ? [] : [[`${prefix}_FLOW_ID_${upper(flow)}`, id]])) : [],
    [`${prefix}_ACCEPTED_FLOW_IDS`, binding.acceptedFlowIds.length > 0 ? binding.acceptedFlowIds.join(',') : undefined],
    [`${prefix}_WEBHOOK_URL`, binding.webhookUrl],
    [`${prefix}_SETTINGS_PARAMETER`, binding.parameters.settings],
    [`${prefix}_API_KEY_PARAMETER`, binding.parameters.apiKey],
  ];
};

/**
 * Variables of an environment, a line each, to be sourced by a shell or read as an env file.
 *
 * @throws CommandError where two names would be one, or a value could end its line
 */
export const envText = (config: BackendConfig): string => {
  const { deployed = {} } = config;
  const variables = [
    ['BULKHEAD_ENVIRONMENT', config.environment],
    ['BULKHEAD_ACCOUNT', config.account],
    ['BULKHEAD_REGION', config.region],
    ['BULKHEAD_CREDENTIALS', config.credentials],
    ['BULKHEAD_EVENT_BUS_ARN', config.eventBusArn],
    ['BULKHEAD_SESSIONS_FUNCTION_ARN', deployed.sessionsFunctionArn],
    ['BULKHEAD_INBOX_TABLE', deployed.inboxTableName],
    ['BULKHEAD_EVENTS_QUEUE_URL', deployed.eventsQueueUrl],
    ...Object.entries(config.bindings).flatMap(([name, binding]) => bindingVariables(name, binding)),
    // readers of env files disagree about quotes, and this text is full of them.
    [configVariable, Buffer.from(JSON.stringify(config), 'utf8').toString('base64url')],
  ] as const;
  const given = variables.flatMap(([name, value]) => (value === undefined || value === null ? [] : [{ name, value }]));
  const seen = new Set<string>();
  for (const { name, value } of given) {
    if (seen.has(name)) throw unusable(`two settings would be the variable ${name}; rename the binding or the flow, or take --format json`);
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) throw unusable(`${JSON.stringify(name)} is no name of a variable; rename the binding or the flow, or take --format json`);
    if (breaksLines.test(value)) throw unusable(`the value of ${name} has control characters; correct it in bin/environments.ts or bin/flows.json`);
    seen.add(name);
  }
  return given.map(({ name, value }) => `${name}=${quoted(value)}`).join('\n');
};
