import type { PolicyDocument, Statement } from '../../lib/organization/policy';

/** A request as the policies see it; a key that is absent is absent in the request. */
export interface Request {
  readonly action: string;
  /** @default '*' */
  readonly resource?: string;
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

const like = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(value);
const some = (patterns: string | readonly string[] | undefined, value: string): boolean =>
  [patterns ?? []].flat().some(pattern => like(pattern, value));

/** The operators that the policies use, with AWS's rule for a key that is absent: negated ones hold, the others do not. */
const operators: Record<string, (wanted: readonly string[], found: readonly string[]) => boolean> = {
  'StringEquals': (wanted, found) => found.some(value => wanted.includes(value)),
  'StringNotEquals': (wanted, found) => !found.some(value => wanted.includes(value)),
  'ArnNotEquals': (wanted, found) => !found.some(value => some(wanted, value)),
  'ForAnyValue:StringLike': (wanted, found) => found.some(value => some(wanted, value)),
  'Bool': (wanted, found) => found.some(value => wanted.includes(value)),
  'BoolIfExists': (wanted, found) => found.length === 0 || found.some(value => wanted.includes(value)),
  'Null': (wanted, found) => wanted.includes(String(found.length === 0)),
};

function denies({ Action, NotAction, Resource, NotResource, Condition = {} }: Statement, { action, resource = '*', keys = {} }: Request) {
  const acts = Action ? some(Action, action) : !some(NotAction, action);
  const concerns = Resource ? some(Resource, resource) : !some(NotResource, resource);
  return acts && concerns && Object.entries(Condition).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => operators[operator]!([wanted].flat(), [keys[key] ?? []].flat())));
}

/** Sids of the statements that refuse a request. */
export const refusals = ({ Statement: statements }: PolicyDocument, request: Request): string[] =>
  statements.filter(statement => denies(statement, request)).map(({ Sid }) => Sid);
