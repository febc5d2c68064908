// a simple reference of how AWS decides a request between accounts, on concrete requests: no unknowns, no approximation.
import { applies, type ReferenceStatement, type Request } from '../policy/reference';

export interface Sides {
  /** Statements of the caller's own policies; nothing for callers that need none. */
  readonly identity?: readonly ReferenceStatement[];
  readonly boundary?: readonly ReferenceStatement[];
  readonly resource: readonly ReferenceStatement[];
  readonly scp: readonly ReferenceStatement[];
  readonly rcp: readonly ReferenceStatement[];
}

const says = (effect: 'Allow' | 'Deny', statements: readonly ReferenceStatement[] | undefined, request: Request): boolean =>
  statements?.some(statement => statement.Effect === effect && applies(statement, request)) ?? false;

/** Whether a request of one account on a resource of another goes through. */
export const permits = ({ identity, boundary, resource, scp, rcp }: Sides, request: Request): boolean =>
  ![identity, boundary, resource, scp, rcp].some(statements => says('Deny', statements, request))
  && (identity === undefined || says('Allow', identity, request))
  && (boundary === undefined || says('Allow', boundary, request))
  && says('Allow', resource, request);
