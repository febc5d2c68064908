import { isObject, type Json } from '../assembly/shape';
import { spelt } from './arn';
import { cidr } from './cidr';
import { intrinsicOf } from './intrinsic';
import type { Resolver } from './resolver';
import { anyOf, concat, isUnknown, literal, literalsOf, unknown, type Part, type Sequence, type Value } from './value';
import { exportKey, stackKey, type StackNode } from '../world/types';

type Resolve = (resolver: Resolver, stack: StackNode, argument: Json) => Value;

const malformed = (name: string): Value => [[unknown('function', `${name} with arguments it does not take`)]];

const getAtt: Resolve = (resolver, stack, argument) => {
  const [id, attribute] =
    typeof argument === 'string'
      ? [argument.split('.')[0], argument.split('.').slice(1).join('.')]
      : Array.isArray(argument)
        ? argument
        : [];
  const owner = typeof id === 'string' ? stack.resources.get(id) : undefined;
  if (!owner)
    return [[unknown('function', `an attribute of '${typeof id === 'string' ? id : '?'}', which the template does not declare`)]];
  if (typeof attribute === 'string') return resolver.attribute(owner, attribute);
  return anyOf((literalsOf(resolver.value(stack, attribute ?? null)) ?? ['?']).map(name => resolver.attribute(owner, name)));
};

const sub: Resolve = (resolver, stack, argument) => {
  const [text, names] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return malformed('Fn::Sub');
  const own = isObject(names) ? names : {};
  return concat(
    text.split(/(\$\{[^}]*\})/).map((piece): Value => {
      if (!piece.startsWith('${') || !piece.endsWith('}')) return literal(piece);
      const name = piece.slice(2, -1).trim();
      if (name.startsWith('!')) return literal(`\${${name.slice(1)}}`);
      if (own[name] !== undefined) return resolver.value(stack, own[name]);
      return name.includes('.') ? getAtt(resolver, stack, name) : resolver.ref(stack, name);
    }),
  );
};

const join: Resolve = (resolver, stack, argument) => {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') return malformed('Fn::Join');
  const [delimiter, list] = argument;
  return anyOf(
    lists(resolver, stack, list ?? []).map(items =>
      concat(items.flatMap((item, index) => (index === 0 || delimiter === '' ? [item] : [literal(delimiter), item]))),
    ),
  );
};

/** Splits what is known at a delimiter; what is not text belongs to the piece that it stands in. */
const pieces = (sequence: Sequence, delimiter: string): Part[][] => {
  const result: Part[][] = [[]];
  for (const part of spelt(sequence)) {
    if (typeof part !== 'string') {
      result[result.length - 1]!.push(part);
      continue;
    }
    part.split(delimiter).forEach((text, index) => {
      if (index > 0) result.push([]);
      if (text !== '') result[result.length - 1]!.push(text);
    });
  }
  return result;
};

const isNothing = (node: Json): boolean => isObject(node) && node.Ref === 'AWS::NoValue';

/** The alternatives of a list that an argument is: written out, or split from a text. */
export const lists = (resolver: Resolver, stack: StackNode, node: Json): Value[][] => {
  const split = isObject(node) ? node['Fn::Split'] : undefined;
  if (Array.isArray(split) && typeof split[0] === 'string') {
    const [delimiter, text] = split;
    return resolver.value(stack, text ?? null).map(sequence => pieces(sequence, delimiter).map((piece): Value => [piece]));
  }
  if (isObject(node) && Array.isArray(node['Fn::If']))
    return node['Fn::If'].slice(1).flatMap(branch => lists(resolver, stack, branch));
  if (Array.isArray(node)) return [node.filter(item => !isNothing(item)).map(item => resolver.value(stack, item))];
  // the default of a list parameter is one text with commas.
  return resolver.value(stack, node).map(sequence => pieces(sequence, ',').map((piece): Value => [piece]));
};

const select: Resolve = (resolver, stack, argument) => {
  if (!Array.isArray(argument)) return malformed('Fn::Select');
  const indices = literalsOf(resolver.value(stack, argument[0] ?? null));
  const all = lists(resolver, stack, argument[1] ?? []);
  if (!indices) return anyOf(all.flat());
  return anyOf(
    all.flatMap(list =>
      indices.map((index): Value => {
        // an unknown text may have any number of pieces, so that a later index is unknown as well.
        const open = list.flat(2).find(isUnknown);
        return open?.source === 'benign'
          ? [[open]]
          : (list[Number(index)] ?? [[open ?? unknown('function', 'an item that the list does not have')]]);
      }),
    ),
  );
};

const findInMap: Resolve = (resolver, stack, argument) => {
  const { Mappings } = stack.loaded.document.value;
  if (!Array.isArray(argument)) return malformed('Fn::FindInMap');
  const [names, first, second] = argument.slice(0, 3).map(node => literalsOf(resolver.value(stack, node)));
  if (!isObject(Mappings) || !names || !first || !second)
    return [[unknown('function', 'an entry of a mapping whose key is given at deployment')]];
  return anyOf(
    names.flatMap(name =>
      first.flatMap(one =>
        second.map((two): Value => {
          const map = isObject(Mappings[name]) ? Mappings[name][one] : undefined;
          const value = isObject(map) ? map[two] : undefined;
          if (Array.isArray(value)) return literal(value.map(String).join(','));
          if (value !== undefined) return resolver.value(stack, value);
          const fallback = argument[3];
          return isObject(fallback) && fallback.DefaultValue !== undefined
            ? resolver.value(stack, fallback.DefaultValue)
            : [[unknown('function', `an entry that mapping '${name}' does not have`)]];
        }),
      ),
    ),
  );
};

const either: Resolve = (resolver, stack, argument) =>
  Array.isArray(argument) ? anyOf(argument.slice(1).map(branch => resolver.value(stack, branch))) : malformed('Fn::If');

const importValue: Resolve = (resolver, stack, argument) =>
  anyOf(
    (literalsOf(resolver.value(stack, argument)) ?? [undefined]).map((name): Value => {
      if (name === undefined) return [[unknown('import', 'an import whose name is given at deployment')]];
      const found = resolver.world.exports.get(exportKey(stack.account, stack.region, name));
      return found
        ? resolver.output(found.stack, found.outputId, `stack '${found.stack.name}'`)
        : [[unknown('import', `the import '${name}', which nothing of its account and region exports`)]];
    }),
  );

/** The stack that `Fn::GetStackOutput` reads, which may be in another account: its role says in which. */
export const stackOutputTarget = (
  resolver: Resolver,
  stack: StackNode,
  argument: Json,
): { account?: string; name?: string; output?: string; target?: StackNode; role?: string } => {
  const { StackName, OutputName, RoleArn } = isObject(argument) ? argument : {};
  const one = (node: Json | undefined) => (node === undefined ? undefined : literalsOf(resolver.value(stack, node))?.[0]);
  const [name, output, role] = [one(StackName), one(OutputName), one(RoleArn)];
  const account = RoleArn === undefined ? stack.account : /^arn:[^:]*:iam::(\d{12}):/.exec(role ?? '')?.[1];
  const target = name === undefined ? undefined : resolver.world.stacksByName.get(stackKey(account, name))?.[0];
  return { account, name, output, target, role };
};

const getStackOutput: Resolve = (resolver, stack, argument) => {
  const { target, output, name } = stackOutputTarget(resolver, stack, argument);
  return resolver.output(target, output ?? '?', `stack '${name ?? '?'}'`);
};

/** The text of a structure; what is not known word for word stands in its place. */
const jsonText = (resolver: Resolver, stack: StackNode, node: Json): Value => {
  const listed = (items: readonly Value[], open: string, close: string) =>
    concat([literal(open), ...items.flatMap((item, index) => (index === 0 ? [item] : [literal(','), item])), literal(close)]);
  if (Array.isArray(node)) return listed(node.filter(item => !isNothing(item)).map(item => jsonText(resolver, stack, item)), '[', ']');
  if (typeof node === 'string' || (isObject(node) && intrinsicOf(node) !== undefined)) {
    const escaped = resolver.value(stack, node).map(sequence => sequence.map(part => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part)));
    return concat([literal('"'), escaped, literal('"')]);
  }
  if (!isObject(node)) return literal(String(node));
  const fields = Object.entries(node).filter(([, inner]) => !isNothing(inner));
  return listed(fields.map(([key, inner]) => concat([literal(`${JSON.stringify(key)}:`), jsonText(resolver, stack, inner)])), '{', '}');
};

export const functions: Readonly<Record<string, Resolve>> = {
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::FindInMap': findInMap,
  'Fn::If': either,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::ToJsonString': jsonText,
  'Fn::Base64': (resolver, stack, argument) => resolver.value(stack, argument),
  'Fn::Split': (resolver, stack, argument) =>
    Array.isArray(argument) ? resolver.value(stack, argument[1] ?? null) : malformed('Fn::Split'),
  'Fn::GetAZs': () => [[unknown('benign', 'the zones of the region')]],
  'Fn::Cidr': cidr,
};
