import type { BackendConfig } from './contract';

/** What a backend was given for one registration; a setting that is named has to be there. */
export interface ActualBinding {
  /** The key itself, or the record that Secrets Manager holds, which names its class. */
  readonly apiKey?: string;
  /** Flow that sessions are created with. */
  readonly flowId?: string;
  /** Host or https address of the provider's API; every one where there are several. */
  readonly apiDomain?: string | readonly string[];
}

/** What a backend was given. */
export interface ActualEnvironment {
  /** Name of the environment that is meant. */
  readonly environment?: string;
  /** Twelve digits, or any ARN of the account, such as a function's own. */
  readonly account?: string;
  readonly region?: string;
  readonly bindings?: Readonly<Record<string, ActualBinding>>;
}

/** A variable's value if it is there, as a member; one that is set and empty is there. */
const member = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };

/** Reads what is there of the variables that providers' own examples use: `SELF_API_KEY`, `SELF_FLOW_ID` and so on. */
export const actualOf = ({ bindings }: BackendConfig, variables: Readonly<Record<string, string | undefined>>): ActualEnvironment => ({
  ...member('environment', variables['BULKHEAD_ENVIRONMENT']),
  ...member('account', variables['BULKHEAD_ACCOUNT']),
  ...member('region', variables['AWS_REGION']),
  bindings: Object.fromEntries(Object.keys(bindings).map(name => {
    const prefix = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    const domains = ['API_URL', 'API_DOMAIN'].flatMap(end => variables[`${prefix}_${end}`] ?? []);
    return [name, {
      ...member('apiKey', variables[`${prefix}_API_KEY`]),
      ...member('flowId', variables[`${prefix}_FLOW_ID`]),
      ...member('apiDomain', domains.length > 0 ? domains : undefined),
    }];
  })),
});
