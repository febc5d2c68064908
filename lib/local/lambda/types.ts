import type { RoleCredentials } from '../clients';

/** What the host has to know of a deployed function in order to run it. */
export interface DeployedFunction {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly role: string;
  readonly handler: string;
  /** Name of the runtime, such as `nodejs24.x`. */
  readonly runtime: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes; told to the function, not enforced. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a function runs with: its description, its unpacked code and the credentials of its role. */
export interface RunnableFunction {
  readonly deployed: DeployedFunction;
  /** Folder with the unpacked asset. */
  readonly code: string;
  readonly credentials: RoleCredentials;
}

/** Outcome of an invocation, as the Invoke API distinguishes it. */
export type Outcome =
  | { readonly kind: 'answered'; readonly payload: unknown }
  | { readonly kind: 'failed'; readonly reason: 'error' | 'timeout' | 'exit'; readonly payload: unknown };
