import { isObject, type Json } from '../assembly/shape';
import { functions, lists } from './functions';
import { intrinsicOf } from './intrinsic';
import { parameterValue, passedBy } from './parameter';
import { pseudo } from './pseudo';
import { literal, unknown, type Value } from './value';
import type { ResourceNode, StackNode, World } from '../world/types';

const MOST_DEPTH = 60;

/** Turns what a template writes into everything it may be; values cross stacks, so one resolver serves the whole world. */
export class Resolver {
  private readonly outputs = new Map<Json, Value>();
  private readonly busy = new Set<unknown>();
  private depth = 0;

  constructor(readonly world: World) {}

  /** @param node a scalar or an intrinsic function; anything else has no text of its own */
  value(stack: StackNode, node: Json): Value {
    if (typeof node === 'string') return literal(node);
    if (node === null) return literal('');
    if (typeof node === 'number' || typeof node === 'boolean') return literal(String(node));
    if (Array.isArray(node)) return [[unknown('function', 'a list where one value is expected')]];
    const name = intrinsicOf(node);
    if (name === undefined) return [[unknown('function', 'an object where one value is expected')]];
    if (this.depth > MOST_DEPTH) return [[unknown('function', 'functions nested too deep')]];
    this.depth += 1;
    try {
      if (name === 'Ref') return this.ref(stack, node.Ref);
      const resolve = functions[name];
      return resolve ? resolve(this, stack, node[name] ?? null) : [[unknown('function', `${name}, evaluated at deployment`)]];
    } finally {
      this.depth -= 1;
    }
  }

  /** The items of a list, of every alternative together; one unknown item where the list is not known. */
  list(stack: StackNode, node: Json): Value[] {
    if (Array.isArray(node)) return node.flatMap(item => this.items(stack, item));
    return this.items(stack, node);
  }

  private items(stack: StackNode, node: Json): Value[] {
    if (!isObject(node)) return Array.isArray(node) ? node.flatMap(item => this.items(stack, item)) : [this.value(stack, node)];
    const name = intrinsicOf(node);
    if (name === 'Fn::If') {
      const branches = node['Fn::If'];
      return Array.isArray(branches) ? branches.slice(1).flatMap(branch => this.list(stack, branch)) : [];
    }
    if (name === 'Fn::Split') return lists(this, stack, node).flat();
    const isNothing = name === 'Ref' && node.Ref === 'AWS::NoValue';
    return isNothing ? [] : [this.value(stack, node)];
  }

  ref(stack: StackNode, target: Json | undefined): Value {
    if (typeof target !== 'string') return [[unknown('function', 'a Ref without a name')]];
    const resource = stack.resources.get(target);
    if (resource) return this.attribute(resource, 'Ref');
    const fixed = pseudo(stack, target);
    if (fixed) return fixed;
    const passed = passedBy(stack);
    const given = passed?.parameters[target];
    if (passed && given !== undefined)
      return this.once(given, () =>
        Array.isArray(given) ? [[unknown('function', 'a list passed to a nested stack')]] : this.value(passed.from.stack, given),
      );
    return parameterValue(stack, target) ?? [[unknown('function', `'${target}', which the template does not declare`)]];
  }

  attribute(owner: ResourceNode, attribute: string): Value {
    if (/^Custom::|^AWS::CloudFormation::CustomResource$/.test(owner.type) && attribute !== 'Ref') {
      return [[unknown('custom-resource', `what the custom resource '${owner.logicalId}' answers at deployment`)]];
    }
    if (owner.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      return this.output(
        owner.stack.nested.get(owner.logicalId),
        attribute.slice('Outputs.'.length),
        `nested stack '${owner.logicalId}'`,
      );
    }
    return [[{ kind: 'attribute', owner, attribute }]];
  }

  /** The value of another stack's output. */
  output(stack: StackNode | undefined, name: string, whose: string): Value {
    const outputs = stack?.loaded.document.value.Outputs;
    const output = isObject(outputs) ? outputs[name] : undefined;
    if (!stack || !isObject(output) || output.Value === undefined)
      return [[unknown('import', `the output '${name}' of ${whose}, which is not in the input`)]];
    const node = output.Value;
    return this.once(node, () => this.value(stack, node));
  }

  /** What crosses stacks is resolved once, and never inside itself. */
  once(node: Json, resolve: () => Value): Value {
    if (typeof node !== 'object' || node === null) return resolve();
    const known = this.outputs.get(node);
    if (known) return known;
    if (this.busy.has(node)) return [[unknown('function', 'a value that needs itself')]];
    this.busy.add(node);
    try {
      const value = resolve();
      this.outputs.set(node, value);
      return value;
    } finally {
      this.busy.delete(node);
    }
  }
}
