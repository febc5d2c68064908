import type { DocumentRequest } from '../credentials/documents';
import type { AuthorityName, SandboxProvider } from '../model/environments';
import type { FlowConfiguration, JourneyStatus, SessionStatus } from '../model/state';

/** Whose signature a scenario's document bears: the authority that the environment trusts, another one, or none. */
export type Signer = 'trusted' | 'forged' | AuthorityName;

/** What a person does with a verification, and what must come of it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly provider: SandboxProvider;
  readonly kind: 'success' | 'failure' | 'edge';
  readonly signer: Signer;
  /**
   * The person's document for a flow with this configuration on this day; absent where the person never presents one,
   * `undefined` as a result where the flow has no such rule, so that there is nothing to try.
   */
  readonly document?: (configuration: FlowConfiguration, today: string) => DocumentRequest | undefined;
  readonly expected: SessionStatus | JourneyStatus;
}
