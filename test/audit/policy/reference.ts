// a simple reference semantics of resource policies on concrete requests, written from IAM's documentation and
// independent of the audit: no unknowns, no approximation.
export interface Request {
  readonly principal:
    | { readonly kind: 'role'; readonly account: string; readonly arn: string }
    | { readonly kind: 'service'; readonly name: string }
    | { readonly kind: 'anonymous' };
  readonly action: string;
  readonly resource: string;
  /** Keys in lower case; a key that is absent is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface ReferenceStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource?: string[];
  readonly NotResource?: string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string[]>>>>;
}

const like = (pattern: string, text: string): boolean => {
  const match = (p: number, t: number): boolean => {
    if (p === pattern.length) return t === text.length;
    if (pattern[p] === '*') return match(p + 1, t) || (t < text.length && match(p, t + 1));
    return t < text.length && (pattern[p] === '?' || pattern[p] === text[t]) && match(p + 1, t + 1);
  };
  return match(0, 0);
};

const principalIs = (entry: unknown, { principal }: Request): boolean => {
  if (entry === '*') return true;
  return Object.entries(entry as Record<string, string | string[]>).some(([type, values]) => [values].flat().some((value) => {
    if (type === 'Service') return principal.kind === 'service' && principal.name === value;
    if (value === '*') return true;
    if (principal.kind !== 'role') return false;
    return value === principal.account || value === `arn:aws:iam::${principal.account}:root` || value === principal.arn;
  }));
};

const compare = (operator: string, wanted: string, given: string): boolean => {
  switch (operator) {
    case 'StringEquals': case 'StringNotEquals': return wanted === given;
    case 'Bool': return wanted.toLowerCase() === given.toLowerCase();
    // ARNs are compared field by field; patterns without colons in their wildcards agree with a plain comparison.
    default: return like(wanted, given);
  }
};

const holds = (name: string, key: string, values: readonly string[], { context }: Request): boolean => {
  const [, set, operator, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name)!;
  const given = context[key.toLowerCase()];
  if (operator === 'Null') return values.includes(String(given === undefined));
  if (given === undefined) return ifExists !== undefined || set === 'ForAllValues' || (set === undefined && operator!.includes('Not'));
  const negated = operator!.includes('Not');
  const one = (value: string) => {
    const hit = values.some(wanted => compare(operator!, wanted, value));
    return negated ? !hit : hit;
  };
  return set === 'ForAnyValue' ? given.some(one) : given.every(one);
};

/** Whether a statement speaks of a request; one without principals speaks of whoever holds it. */
export const applies = (statement: ReferenceStatement, request: Request): boolean => {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const who = Principal === undefined && NotPrincipal === undefined ? true : NotPrincipal === undefined ? principalIs(Principal, request) : !principalIs(NotPrincipal, request);
  const names = (patterns: readonly string[]) => patterns.some(pattern => like(pattern.toLowerCase(), request.action.toLowerCase()));
  const what = Action ? names(Action) : !names(NotAction!);
  const where = Resource ? Resource.some(pattern => like(pattern, request.resource)) : !NotResource!.some(pattern => like(pattern, request.resource));
  return who && what && where && Object.entries(Condition).every(([name, keys]) => Object.entries(keys).every(([key, values]) => holds(name, key, values, request)));
};

/** Whether a resource policy lets a request in. */
export const allows = (statements: readonly ReferenceStatement[], request: Request): boolean =>
  statements.some(statement => statement.Effect === 'Allow' && applies(statement, request))
  && !statements.some(statement => statement.Effect === 'Deny' && applies(statement, request));
