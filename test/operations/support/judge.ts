import { documented, type Meaning } from './documented';
import type { Formula, Named } from './named';
import { searchedIn, unknownIn } from './named';
import type { Account } from './rendered';
import { reasonCodes } from '../../../lambda/gate/contract';
import { refusals } from '../../../lambda/sessions/refusals';
import { answers } from '../../../lambda/webhook/answers';
import type { EnvironmentConfig } from '../../../lib/environment';
import { emitted, isEmitted } from '../../../lib/operations/emitted';

export interface World {
  readonly account: Account;
  readonly config: EnvironmentConfig;
}

/** Words that the code writes as values of a dimension; of the others a dashboard knows none beforehand. */
const words = ({ config }: World): Readonly<Record<string, readonly string[]>> => ({
  Environment: [config.name],
  Binding: Object.keys(config.providers),
  Situation: Object.keys(answers),
  Outcome: ['created', 'existing', 'found', ...Object.keys(refusals)],
  code: reasonCodes,
});

const sorted = (names: readonly string[]): string => [...names].sort().join(', ');

/** Every text at a path of members; lists on the way stand for each of their entries. */
const textsAt = (value: unknown, path: readonly string[]): unknown[] => {
  if (Array.isArray(value)) return value.flatMap(inner => textsAt(inner, path));
  const [first, ...rest] = path;
  return first === undefined ? [value] : textsAt((value as Record<string, unknown> | undefined)?.[first], rest);
};

const judgeOwn = ({ namespace, name, dimensions }: Named, world: World): string[] => {
  if (!isEmitted(namespace, name, Object.keys(dimensions))) return [`no function writes ${name} by ${sorted(Object.keys(dimensions))}`];
  return Object.entries(dimensions).flatMap(([dimension, values]) => {
    const known = words(world)[dimension];
    return values.filter(value => !known?.includes(value)).map(value => `${dimension} is never ${value}`);
  });
};

/** A load balancer is also known by its listener's ARN, of which the parts before the last are its name. */
const isNameOf = ({ type, attribute }: Meaning, account: Account, value: string): boolean => {
  const meant = account.meant(value);
  if (meant !== undefined) return meant.type === type && meant.attribute === attribute;
  const parts = value.split('/').map(part => account.meant(part));
  return type.endsWith('::LoadBalancer')
    && parts.every((part, index) => part?.type === 'AWS::ElasticLoadBalancingV2::Listener' && part.attribute === `Ref[${index + 1}]`) && parts.length === 3;
};

const judgeOfAws = ({ namespace, name, dimensions }: Named, { account }: World): string[] => {
  const service = documented[namespace]!;
  const sets = service.metrics[name];
  if (sets === undefined) return [`${service.page} has no ${name}`];
  if (!sets.some(set => sorted(set) === sorted(Object.keys(dimensions)))) return [`${service.page} knows no ${name} by ${sorted(Object.keys(dimensions))}`];
  return Object.entries(dimensions).flatMap(([dimension, [value = '']]) => {
    const expected = service.values[dimension];
    if (expected === undefined) return [];
    const is = expected.property === undefined
      ? isNameOf(expected, account, value)
      : account.ofType(expected.type).some(({ properties }) => textsAt(properties, expected.property!.split('.')).includes(value));
    return is ? [] : [`${dimension} ${value} is no ${expected.type} of the account`];
  });
};

/** What is wrong with a metric that something names; nothing where it is written by exactly these dimensions. */
export const judge = (metric: Named, world: World): string[] => {
  const wrong = metric.namespace in emitted ? judgeOwn(metric, world)
    : metric.namespace in documented ? judgeOfAws(metric, world) : [`nobody writes into ${metric.namespace}`];
  return wrong.map(text => `${metric.where}: ${metric.name}: ${text}`);
};

export const judgeFormula = (formula: Formula, world: World): string[] => [
  ...unknownIn(formula).map(id => `${formula.where}: '${formula.text}' uses ${id}, which is not there`),
  ...formula.text.split('SEARCH(').length - 1 === searchedIn(formula).length ? [] : [`${formula.where}: '${formula.text}' cannot be read`],
  ...searchedIn(formula).flatMap(metric => judge(metric, world)),
];
