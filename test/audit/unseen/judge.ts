// what the audit answers to a case, in the words of its data.
import { casesOf, type Case } from './cases';
import { auditOf } from './plant';

export const leaks = ['first', 'second', 'later'] as const;
export const harmless = ['harmless', 'second-harmless'] as const;

/** Open findings as data writes them, `UNKNOWN` before those that leave something open. */
export const answersTo = (one: Case): string[] => {
  const result = auditOf(one);
  if (result instanceof Error) return [result.name === 'UnusableInput' ? 'unusable' : `${result.name}: ${result.message}`];
  const open = result.findings.filter(({ status }) => status === 'open');
  return [...new Set(open.map(({ verdict, invariant }) => (verdict === 'UNKNOWN' ? `UNKNOWN ${invariant}` : invariant)))];
};

export interface SetFigures {
  readonly set: string;
  readonly cases: number;
  /** Leaks that are found, or look-alikes that are left alone. */
  readonly right: number;
  readonly wrong: readonly string[];
}

export const figuresOf = (set: string): SetFigures => {
  const cases = casesOf(set);
  const wrong = cases.filter(one => {
    const answers = answersTo(one);
    return one.finds === undefined ? answers.length > 0 : !answers.includes(one.finds);
  });
  return { set, cases: cases.length, right: cases.length - wrong.length, wrong: wrong.map(({ name }) => name) };
};
