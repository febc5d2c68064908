import type { Json } from '../assembly/shape';
import type { Facts, Place } from './types';
import { stackOutputTarget } from '../resolve/functions';
import type { Resolver } from '../resolve/resolver';
import { literalsOf, unknownsIn, type Value } from '../resolve/value';
import { exportKey, type StackNode } from '../world/types';

/** Records that a template reads something of another stack. */
export const referencesOf = (
  resolver: Resolver,
  facts: Facts,
  stack: StackNode,
  place: Place,
  name: string,
  argument: Json,
): void => {
  if (name === 'Fn::ImportValue') {
    const names = literalsOf(resolver.value(stack, argument));
    if (!names)
      facts.references.push({ place, kind: 'import', name: '?', unknown: 'an import whose name is given at deployment' });
    for (const text of names ?? []) {
      const own = resolver.world.exports.get(exportKey(stack.account, stack.region, text));
      const [foreign] = own ? [] : (resolver.world.exportsByName.get(text) ?? []);
      const found = own ?? foreign;
      facts.references.push({
        place,
        kind: 'import',
        name: text,
        target: found && { stack: found.stack, outputId: found.outputId },
        unknown: found ? undefined : `nothing in the input exports '${text}'`,
      });
    }
  } else if (name === 'Fn::GetStackOutput') {
    const { target, account, name: stackName, output, role } = stackOutputTarget(resolver, stack, argument);
    const text = `${stackName ?? '?'}.${output ?? '?'}`;
    facts.references.push({
      place,
      kind: 'stack-output',
      name: text,
      account,
      role,
      target: target && { stack: target, outputId: output ?? '?' },
      unknown: target
        ? undefined
        : account === undefined
          ? `the account that '${text}' is read from is not written`
          : `stack '${stackName ?? '?'}' is not in the input`,
    });
  }
};

/** Records dynamic references, which read a secret or a parameter by name or by ARN. */
export const dynamicOf = (facts: Facts, at: () => Place, value: Value): void => {
  for (const { text } of unknownsIn(value)) {
    if (text === undefined) continue;
    const account = /arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1];
    facts.references.push({ place: at(), kind: 'dynamic', name: text, account });
  }
};
