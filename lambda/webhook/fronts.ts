import { balancer, isBalanced } from './balancer';
import type { BalancerAnswer } from './balancer';
import type { Front } from './front';
import { gateway } from './gateway';
import type { ProxyAnswer } from './gateway';
import type { ProxyEvent } from './request';

/** An answer in the words of the front that asked. */
export type FrontAnswer = ProxyAnswer | BalancerAnswer;

/** The front that an event has come through, told by its structure alone: whether it is ours is another question. */
export const frontOf = (event: ProxyEvent): Front<FrontAnswer> => (isBalanced(event) ? balancer : gateway);
