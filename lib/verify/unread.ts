import type { Unread } from './types';
import { Unresolved } from './expected';
import { deliveryRoles } from '../delivery/names';
import { inconclusive } from '../doctor/reasons';
import { CallFailed } from '../doctor/read-only';

/** What could not be compared, why, and what helps; AWS's own message is left out, for it may quote what was sent. */
export const unread = (what: string, error: unknown): Unread => {
  if (error instanceof Unresolved) {
    return { what, reason: `what the templates say of it is not known: ${error.what}`, remedy: 'deploy the stacks that it refers to, and run the same command again' };
  }
  if (!(error instanceof CallFailed)) {
    const reason = error instanceof Error && error.name === 'Error' ? error.message : 'the answer could not be read';
    return { what, reason, remedy: 'run the same command again; if it stays so, it is an error of Bulkhead' };
  }
  const { evidence, remedy = 'run the same command again' } = inconclusive(error);
  return { what, reason: evidence, remedy: / is denied /.test(evidence) ? `let ${error.call} through: the role ${deliveryRoles.verifier} has it, once the Delivery stack is deployed` : remedy };
};
