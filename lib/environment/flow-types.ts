import type { Onboarded } from './types';

/** One value of a rule set or of settings: plain JSON. */
export type FlowSetting = string | number | boolean | null | readonly FlowSetting[] | { readonly [name: string]: FlowSetting };

/** What a flow demands of a person and what it discloses, whole, as the provider's dashboard shows it. */
export interface FlowConfiguration {
  /** Version of this form. */
  readonly version: 1;
  /** Pairs flows of different environments: the same name is the same flow in another place. */
  readonly name: string;
  /** The provider's word for the kind of verification, such as `age_verification`. */
  readonly product: string;
  readonly ruleSet: Readonly<Record<string, FlowSetting>>;
  /** Documents that are accepted; none named means every document that the provider supports. */
  readonly documents: readonly string[];
  readonly settings: Readonly<Record<string, FlowSetting>>;
}

/** What a promoted flow was made from. */
export interface FlowOrigin {
  /** The environment that accepted it. */
  readonly from: string;
  /** Id of the flow there. */
  readonly flow: string;
  /** Digest of the configuration that was promoted, `sha256:…`. */
  readonly configuration: string;
  /** What the provider calls the published version, where it says. */
  readonly version?: string;
}

/** One flow of an environment; the promotion command owns these. */
export interface FlowEntry {
  readonly id: Onboarded<string>;
  /** @default - not written down: nothing can be compared with it or promoted from it */
  readonly configuration?: FlowConfiguration;
  /** @default - made by hand in this environment */
  readonly promoted?: FlowOrigin;
  /**
   * Set once another flow is to be used: sessions begin with it until it is archived, and its events are accepted until it is retired.
   * @default - the flow is in use
   */
  readonly replaced?: {
    readonly by: string;
    /** Day, `YYYY-MM-DD`, since which the provider opens no session with it; absent while it is not archived. */
    readonly archivedOn?: string;
  };
}

/** `bin/flows.json`: environment → binding → flows. */
export type FlowsConfig = Readonly<Record<string, Readonly<Record<string, readonly FlowEntry[]>>>>;
