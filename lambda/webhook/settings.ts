import { providers, schemes } from '../../lib/providers';
import type { BindingSettings, WebhookVariables } from './contract';

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(entry => typeof entry === 'string' && entry !== '');

/** Reads the published settings of a binding; anything unexpected in them fails, nothing is defaulted. */
export const readSettings = (text: string, binding: string): BindingSettings => {
  const settings = JSON.parse(text) as Partial<Record<keyof BindingSettings, unknown>>;
  const usable = settings.version === 1
    && settings.binding === binding
    && typeof settings.provider === 'string' && Object.hasOwn(providers, settings.provider)
    && typeof settings.scheme === 'string' && Object.hasOwn(schemes, settings.scheme)
    && typeof settings.secretArn === 'string' && settings.secretArn.startsWith('arn:')
    && (settings.flowIds === null || isList(settings.flowIds))
    && (settings.subscriptionIds === null || isList(settings.subscriptionIds));
  if (!usable) throw new Error('malformed settings');
  return settings as unknown as BindingSettings;
};

/** The environment variables that a function reads; a missing or empty one fails. */
export const readVariables = <K extends keyof WebhookVariables>(
  variables: Readonly<Record<string, string | undefined>>, names: readonly K[],
): Pick<WebhookVariables, K> => {
  const missing = names.filter(name => !variables[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(', ')}`);
  return Object.fromEntries(names.map(name => [name, variables[name]])) as Pick<WebhookVariables, K>;
};

/** The credential class of the environment, exactly. */
export const readCredentials = (text: string): 'test' | 'live' => {
  if (text !== 'test' && text !== 'live') throw new Error('unknown credential class');
  return text;
};
