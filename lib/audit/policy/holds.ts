// whether conditions hold for a request of which not everything is known.
import { isAttribute, type Sequence } from '../resolve/value';
import { contains, containsArn, isWritten, overlap, overlapArn, patternOf } from './patterns';
import type { Carried, Given } from './request';
import type { Condition, Statement } from './statement';

/** `false` and `true` are certain. */
export type Answer = boolean | 'maybe';

const EXACT = new Set(['stringequals', 'stringequalsignorecase', 'bool', 'stringnotequals', 'stringnotequalsignorecase']);
const LIKE = new Set(['stringlike', 'arnequals', 'arnlike', 'stringnotlike', 'arnnotequals', 'arnnotlike']);

const not = (answer: Answer): Answer => (answer === 'maybe' ? 'maybe' : !answer);

const isEqual = (written: string, pattern: string, ignoreCase: boolean): boolean =>
  !/[*?]/.test(written + pattern) && contains(written, pattern, ignoreCase);

/** Whether one written value is the value that a request carries. */
const matches = (operator: string, sequence: Sequence, { patterns, node, network }: Given): Answer => {
  const [only] = sequence;
  if (sequence.length === 1 && isAttribute(only)) {
    // an endpoint of another environment is not what this caller comes through.
    if (network) return only.owner.stack.environment === network ? 'maybe' : false;
    if (node && only.owner === node) return true;
    if (node !== undefined && /^AWS::IAM::(Role|User)$/.test(only.owner.type)) return false;
  }
  // whose a written id is, nobody says.
  if (network) return 'maybe';
  const ignoreCase = operator.endsWith('ignorecase') || operator === 'bool';
  const written = patternOf(sequence);
  const like = LIKE.has(operator);
  const meets = operator.startsWith('arn') ? overlapArn : overlap;
  if (!patterns.some(pattern => meets(written, pattern, ignoreCase))) return false;
  const covers = operator.startsWith('arn') ? containsArn : like ? contains : isEqual;
  return isWritten(sequence) && patterns.every(pattern => covers(written, pattern, ignoreCase)) ? true : 'maybe';
};

const scalar = (operator: string, { values }: Condition, given: Given): Answer => {
  const answers = values.flatMap(value => value.map(sequence => matches(operator, sequence, given)));
  // several alternatives of one value are decided at deployment: certain only if each is.
  const certain = values.some(value => value.length > 0 && value.every(sequence => matches(operator, sequence, given) === true));
  if (certain) return true;
  return answers.length === 0 || answers.some(answer => answer !== false) ? 'maybe' : false;
};

/** Whether one condition holds for a request. */
export const conditionHolds = (condition: Condition, carried: Carried): Answer => {
  const { operator, key, ifExists, set, values } = condition;
  const given = carried.get(key);
  if (!given) return 'maybe';
  if (operator === 'null') {
    if (given.absent === 'maybe') return 'maybe';
    const texts = values.flatMap(value => value.map(sequence => (isWritten(sequence) ? patternOf(sequence).toLowerCase() : undefined)));
    if (texts.includes(undefined) || texts.length === 0) return 'maybe';
    return texts.includes(String(given.absent === 'always'));
  }
  if (!EXACT.has(operator) && !LIKE.has(operator)) return 'maybe';
  const negated = operator.includes('not');
  const without: Answer = ifExists || set === 'all' || (set === undefined && negated);
  if (given.absent === 'always') return without;
  const found = scalar(operator, condition, given);
  const present = negated ? not(found) : found;
  return given.absent === 'never' || present === without ? present : 'maybe';
};

/** Whether all conditions of a statement hold. */
export const conditionsHold = ({ conditions, unread }: Statement, carried: Carried): Answer => {
  let answer: Answer = unread === undefined ? true : 'maybe';
  for (const condition of conditions) {
    const one = conditionHolds(condition, carried);
    if (one === false) return false;
    if (one === 'maybe') answer = 'maybe';
  }
  return answer;
};
