// a backend's first call: no dependency, so that it loads in a function as in a container.
import { looksSecret } from '../environment/rules/secrets';
import { readExpected } from './expected';
import { actualOf, type ActualBinding, type ActualEnvironment } from './actual';
import type { BackendBinding, BackendConfig } from './contract';

/** The backend was started with what belongs to another environment; carries every problem, never a key. */
export class WrongEnvironment extends Error {
  constructor(readonly environment: string, readonly problems: readonly string[]) {
    super(`this backend must not run in '${environment}' (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}):\n`
      + problems.map(problem => `  - ${problem}`).join('\n'));
    this.name = 'WrongEnvironment';
  }
}

/** A public value as a message may show it: it may be a secret that was loaded into the wrong variable. */
const shown = (value: string): string => {
  if (looksSecret(value)) return '(secret material, not shown)';
  const plain = value.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
};

/** Class of a key as its prefix or, where it was stored with one, its record says; nothing for any other. */
const classOf = (key: string, { provider, apiKeyPrefixes }: BackendBinding): { readonly kind?: string; readonly foreign?: string } => {
  let value = key;
  let recorded: string | undefined;
  if (key.startsWith('{')) {
    try {
      const stored = JSON.parse(key) as { value?: unknown; class?: unknown; provider?: unknown };
      if (stored.provider !== undefined && stored.provider !== provider) return typeof stored.provider === 'string' ? { foreign: stored.provider } : {};
      if (stored.class !== undefined && stored.class !== 'test' && stored.class !== 'live') return {};
      recorded = stored.class;
      if (typeof stored.value === 'string') value = stored.value;
    } catch {
      return {};
    }
  }
  const marked = (['test', 'live'] as const).find(kind => apiKeyPrefixes !== undefined && value.startsWith(apiKeyPrefixes[kind]));
  // two witnesses that disagree are none.
  if (apiKeyPrefixes !== undefined && (marked === undefined || (recorded !== undefined && recorded !== marked))) return {};
  return { kind: marked ?? recorded };
};

/** Host of what was given as a host or as an address; nothing for what is neither. */
const hostOf = (given: string): string | undefined => {
  const text = given.includes('://') ? given : `https://${given}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' ? hostname.replace(/\.$/, '') : undefined;
};

const keyProblem = (key: string, name: string, binding: BackendBinding, { environment, credentials, owner }: BackendConfig): string[] => {
  const { kind, foreign } = classOf(key, binding);
  const remedy = `load the API key of '${environment}' (its ARN is in the parameter ${binding.parameters.apiKey}; owner: ${owner})`;
  if (foreign !== undefined) return [`${name}: the API key is one of another provider (${shown(foreign)}), not of ${binding.provider}; ${remedy}`];
  if (kind === undefined) return [`${name}: the API key says of no class that it is of it, and '${environment}' takes ${credentials} keys only; ${remedy}`];
  return kind === credentials ? [] : [`${name}: the API key is a ${kind} key, but '${environment}' takes ${credentials} keys; ${remedy}`];
};

const flowProblem = (id: string, name: string, { flows }: BackendBinding, { environment, owner }: BackendConfig): string[] => {
  if (flows.some(flow => flow.id === id)) return [];
  const own = flows.map(flow => flow.id).join(', ');
  return [`${name}: the flow ${shown(id)} is none that '${environment}' creates sessions with; `
    + (own ? `use ${own} (bin/flows.json; owner: ${owner})` : `it has none yet: promote one and print the configuration again (owner: ${owner})`)];
};

const domainProblem = (given: string, name: string, { apiDomain }: BackendBinding, { environment, owner }: BackendConfig): string[] => {
  if (apiDomain === null) return [`${name}: the API domain of '${environment}' is not known yet; write it into bin/environments.ts and print the configuration again (owner: ${owner})`];
  const host = hostOf(given);
  return host === apiDomain ? [] : [`${name}: the API domain is ${host === undefined ? 'no https address' : shown(host)}, but '${environment}' calls ${apiDomain}; use that (owner: ${owner})`];
};

const bindingProblems = (name: string, actual: ActualBinding, expected: BackendConfig): string[] => {
  const binding = Object.hasOwn(expected.bindings, name) ? expected.bindings[name] : undefined;
  if (!binding) return [`'${expected.environment}' has no binding '${shown(name)}'; name one of ${Object.keys(expected.bindings).join(', ')}`];
  const checks = { apiKey: keyProblem, flowId: flowProblem, apiDomain: domainProblem } as const;
  return (Object.keys(checks) as (keyof typeof checks)[]).filter(setting => Object.hasOwn(actual, setting)).flatMap(setting => {
    const given: unknown = actual[setting];
    return (Array.isArray(given) && given.length > 0 ? given as unknown[] : [given]).flatMap(value => {
      // whoever names a setting means it to be there.
      if (typeof value !== 'string' || value.trim() === '') return [`${name}: ${setting} is missing; load it before the backend starts (owner: ${expected.owner})`];
      return checks[setting](value, name, binding, expected);
    });
  });
};

/** The account of a number or of an ARN. */
const accountIn = (given: string): string => (given.startsWith('arn:') ? given.split(':')[4] ?? '' : given);

/** Why an account is not the environment's. */
export const accountProblems = (given: unknown, { environment, account, owner }: BackendConfig): string[] => {
  const own = typeof given === 'string' ? accountIn(given) : '';
  return own === account ? [] : [`this runs in account ${/^\d{12}$/.test(own) ? own : '(unknown)'}, but '${environment}' is account ${account}; deploy it there (owner: ${owner})`];
};

export interface AssertEnvironmentOptions {
  /** What `bulkhead config <environment>` printed. @default - the variable BULKHEAD_CONFIG */
  readonly expected?: BackendConfig | string;
  /** What the backend was given. @default - `<BINDING>_API_KEY`, `_FLOW_ID`, `_API_DOMAIN`, `_API_URL`, `BULKHEAD_ENVIRONMENT`, `BULKHEAD_ACCOUNT` and `AWS_REGION` */
  readonly actual?: ActualEnvironment;
  /** @default process.env */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/**
 * Refuses to let a backend start with what belongs to another environment: the class of its API key, its flow, the
 * provider's address, its account and region. A setting that is named and empty is refused too.
 *
 * @throws WrongEnvironment with every problem, each with value, owner and remedy; a key is told by its class alone
 */
export const assertEnvironment = ({ expected: given, actual: named, variables = process.env }: AssertEnvironmentOptions = {}): BackendConfig => {
  const expected = readExpected(given, variables);
  const actual = named ?? actualOf(expected, variables);
  const bindings = Object.entries(actual.bindings ?? {});
  const problems = [
    ...Object.hasOwn(actual, 'environment') && actual.environment !== expected.environment
      ? [`this was started for ${shown(String(actual.environment))} with the configuration of '${expected.environment}'; load both from one place (owner: ${expected.owner})`] : [],
    ...Object.hasOwn(actual, 'account') ? accountProblems(actual.account, expected) : [],
    ...Object.hasOwn(actual, 'region') && actual.region !== expected.region
      ? [`this runs in ${shown(String(actual.region))}, but '${expected.environment}' is in ${expected.region}; deploy it there (owner: ${expected.owner})`] : [],
    ...bindings.flatMap(([name, binding]) => bindingProblems(name, binding, expected)),
  ];
  // a check that looks at nothing would be a comfort and no check; a variable only repeats the configuration that it came with.
  const looked = (named !== undefined && Object.hasOwn(named, 'account')) || bindings.some(([, binding]) => Object.keys(binding).length > 0);
  if (!looked) problems.push(`nothing was given that could be checked; load the settings of '${expected.environment}' first (owner: ${expected.owner})`);
  if (problems.length > 0) throw new WrongEnvironment(expected.environment, problems);
  return expected;
};
