// an independent evaluator of identity policies, for the operators that the bootstrap uses; absent keys as AWS treats them.
import type { PolicyDocument, Statement } from '../../../lib/delivery/bootstrap/policy';

/** A request as IAM sees it; a key that is absent is absent in the request. */
export interface Request {
  readonly action: string;
  /** @default '*' */
  readonly resource?: string;
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

const like = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);

const matches = (patterns: readonly string[], value: string) => patterns.some(pattern => like(pattern, value));

type Operator = (wanted: readonly string[], found: readonly string[]) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  'StringEquals': (wanted, found) => found.some(value => wanted.includes(value)),
  'StringLike': (wanted, found) => found.some(value => matches(wanted, value)),
  'StringNotEquals': (wanted, found) => !found.some(value => wanted.includes(value)),
  'ArnNotEquals': (wanted, found) => !found.some(value => matches(wanted, value)),
  'ForAnyValue:StringEquals': (wanted, found) => found.some(value => wanted.includes(value)),
  'Bool': (wanted, found) => found.some(value => wanted.includes(value)),
  'Null': (wanted, found) => wanted.includes(String(found.length === 0)),
};

const applies = ({ Action, Resource, Condition = {} }: Statement, { action, resource = '*', keys = {} }: Request): boolean => {
  const actions = [Action].flat().map(text => text.toLowerCase());
  // the template's own key is the one resource that is no literal.
  const resources = ([Resource].flat() as readonly unknown[]).map(value => (typeof value === 'string' ? value : 'THE-KEY'));
  return matches(actions, action.toLowerCase()) && (resource === '*' ? resources.includes('*') : matches(resources, resource))
    && Object.entries(Condition).every(([operator, tests]) => Object.entries(tests).every(([key, wanted]) => {
      const test = operators[operator];
      if (!test) throw new Error(`the evaluator does not know the operator '${operator}'`);
      return test([wanted].flat(), [keys[key] ?? []].flat());
    }));
};

/** Sids of the statements that refuse a request. */
export const refusals = ({ Statement: statements }: PolicyDocument, request: Request): string[] =>
  statements.filter(statement => statement.Effect === 'Deny' && applies(statement, request)).map(({ Sid }) => Sid);

/** Whether policies of one role allow a request together. */
export const allowed = (documents: readonly PolicyDocument[], request: Request): boolean =>
  documents.every(document => refusals(document, request).length === 0)
  && documents.some(({ Statement: statements }) => statements.some(statement => statement.Effect === 'Allow' && applies(statement, request)));
