import type { EnvironmentConfig } from '../../environment';
import { refused } from '../../operator/command-error';
import type { ProviderName } from '../../providers';
import { parseStoredSecret } from './stored-secret';

/** Prefixes by which a value says of itself that it is something else, or of the other class. */
const apiKey = /^sk_(?:test|live)_/;
const signingSecret = /^whsec_/;
const marked = /^[a-z]+_(?<class>test|live)_/;

/**
 * The token of a dashboard, once nothing speaks against using it for one environment.
 *
 * What `secrets put` has stored names its class and provider; of a plain token its own marks are all there is, so the
 * flows that it shows are checked beside it.
 *
 * @throws CommandError that never quotes the value
 */
export const dashboardToken = (given: string, { name, credentials }: EnvironmentConfig, binding: string, provider: ProviderName): string => {
  const owner = `dashboard token of '${binding}' in '${name}'`;
  const stored = parseStoredSecret(given.trim());
  const value = stored?.value ?? given.trim();
  if (stored && stored.provider !== provider) throw refused(`${owner}: what is stored is one of the provider ${stored.provider}, not of ${provider}; store the right one with \`secrets put\``);
  const kind = stored?.class ?? marked.exec(value)?.groups?.['class'];
  if (kind !== undefined && kind !== credentials) throw refused(`${owner}: a ${kind} credential is never used for '${name}', whose class is ${credentials}`);
  if (apiKey.test(value)) throw refused(`${owner}: this is an API key; give the token of the dashboard`);
  if (signingSecret.test(value)) throw refused(`${owner}: this is a webhook signing secret; give the token of the dashboard`);
  if (value === '') throw refused(`${owner}: nothing was given`);
  // anything else would end the header or add another one.
  if (!/^[\x21-\x7e]{1,4096}$/.test(value)) throw refused(`${owner}: the token has blanks or other characters that no token has; copy it again`);
  return value;
};
