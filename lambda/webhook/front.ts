import type { Bytes, ProxyEvent } from './request';

/** What stands before the receiver: how its events are read, and how it wants its answers. */
export interface Front<A = unknown> {
  /** Whether the event is of this environment's own front; where that is a load balancer, the ARN of its target group is known as far as its name. */
  readonly isOurs: (event: ProxyEvent, targetGroup: string | undefined) => boolean;
  /** The binding whose route was called. */
  readonly binding: (event: ProxyEvent) => string | undefined;
  /** Whether the front may have handed on other bytes than the sender's, so that they must not be judged for good. */
  readonly mayAlter: (event: ProxyEvent, bytes: Bytes) => boolean;
  readonly answer: (status: number, body: string) => A;
}
