// whether the resources and actions of a statement are a resource and something that can be done with it.
import { isAttribute, type AttributeSymbol, type Value } from '../resolve/value';
import { contains, containsArn, isWritten, overlap, patternOf } from './patterns';
import type { Matcher, Statement } from './statement';
import type { ResourceNode } from '../world/types';

/** What can be named by a policy. */
export interface Named {
  readonly node?: ResourceNode;
  /** Made from it and named in its place, as an alias is for a key. */
  readonly standIns?: ReadonlySet<ResourceNode>;
  /** Patterns of its ARN, and of the ARNs of what it holds. */
  readonly arns: readonly string[];
  /** Patterns of the actions that can be done with it. */
  readonly actions: readonly string[];
}

/** Types of what is made from a resource, whose resource is known. */
export const standInTypes = /^AWS::(SecretsManager::(SecretTargetAttachment|RotationSchedule|ResourcePolicy)|Lambda::(Alias|Version|Url)|KMS::Alias)$/;

const serviceOf = (type: string): string => type.slice(5, type.indexOf('::', 5));

/** Whether a resource may stand for another of its service. */
const standsFor = (owner: ResourceNode, { node, standIns }: Named): boolean => {
  if (owner === node || standIns?.has(owner)) return true;
  return node !== undefined
    && owner.type !== node.type
    && owner.stack.environment === node.stack.environment
    && serviceOf(owner.type) === serviceOf(node.type)
    && !standInTypes.test(owner.type);
};

/** Whether an attribute is a text that somebody wrote, and not what the resource is called. */
const holdsText = ({ owner, attribute }: AttributeSymbol): boolean => owner.type === 'AWS::SSM::Parameter' && attribute === 'Value';

const mayBe = (value: Value, named: Named): boolean =>
  value.some(sequence => {
    const [first] = sequence;
    // what begins with an ARN's attribute is that resource, or inside of it.
    if (isAttribute(first) && named.node && !holdsText(first)) return standsFor(first.owner, named);
    const pattern = patternOf(sequence);
    // fields that an ARN lacks at its end are filled with wildcards.
    const rest = pattern.startsWith('arn:') && pattern.split(':').length < 6 ? `${pattern}:*` : pattern;
    return named.arns.some(arn => overlap(pattern, arn) || (rest !== pattern && overlap(rest, arn)));
  });

const surelyIs = (value: Value, { node, arns }: Named): boolean =>
  value.length > 0
  && value.every(sequence => {
    const [first, rest, more] = sequence;
    if (isAttribute(first) && first.owner === node && (rest === undefined || rest === '*' || rest === '/*') && more === undefined)
      return arns.length === 1 || rest === '*';
    return isWritten(sequence) && arns.every(arn => containsArn(patternOf(sequence), arn));
  });

/** Whether a statement may be about a resource. */
export const mayName = ({ resources }: Statement, named: Named): boolean =>
  resources.not ? !resources.values.some(value => surelyIs(value, named)) : resources.values.some(value => mayBe(value, named));

/** Whether a statement is about all of a resource for certain. */
export const surelyNames = ({ resources }: Statement, named: Named): boolean => {
  if (resources.not) return !resources.values.some(value => mayBe(value, named));
  if (resources.values.some(value => surelyIs(value, named))) return true;
  // a bucket and what is in it are named apart.
  const { node } = named;
  const whole = (suffix: string) => resources.values.some(value => value.length === 1 && isAttribute(value[0]![0]) && value[0]![0].owner === node && (value[0]![1] ?? '') === suffix);
  return node !== undefined && whole('') && whole('/*');
};

/** Patterns that the action of a call matches, all of them. */
export type Call = readonly string[];

const known = new WeakMap<Matcher, readonly string[]>();

const texts = (matcher: Matcher): readonly string[] => {
  let found = known.get(matcher);
  if (!found) known.set(matcher, (found = matcher.values.flatMap(value => value.map(patternOf))));
  return found;
};

/** Calls that a statement may be about, among those that are asked for. */
export const callsOf = ({ actions }: Statement, asked: readonly Call[]): Call[] => {
  if (actions.not) {
    const exempt = actions.values.flatMap(value => (value.every(isWritten) && value.length === 1 ? value.map(patternOf) : []));
    return asked.filter(call => !call.some(pattern => exempt.some(text => contains(text, pattern, true))));
  }
  return texts(actions).flatMap(text =>
    asked.filter(call => call.every(pattern => overlap(text, pattern, true))).map(call => (call.includes(text) ? call : [...call, text])),
  );
};

/** Whether a statement is about a call for certain. */
export const surelyCovers = ({ actions }: Statement, call: Call): boolean =>
  actions.not
    ? call.some(pattern => !texts(actions).some(text => overlap(text, pattern, true)))
    : actions.values.some(value => value.length > 0 && value.every(sequence => isWritten(sequence) && call.some(pattern => contains(patternOf(sequence), pattern, true))));
