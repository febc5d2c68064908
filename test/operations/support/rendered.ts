import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Text as a template has it; anything else would not be where text belongs. */
const textOf = (value: Json | undefined): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text`);
};
type Properties = Readonly<Record<string, unknown>>;

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>>;
}

/** A resource of a stack, under a name that no other stack has. */
export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Properties;
}

const templateOf = (stack: CloudFormationStackArtifact) => stack.template as Template;

/** What stands for a resource in rendered text. */
export const placeholder = (stack: string, logicalId: string, attribute = 'Ref'): string => `<${stack}.${logicalId}.${attribute}>`;

/** The stacks of one account, as CloudFormation would see them: references and imports are names of resources. */
export class Account {
  readonly resources: readonly Resource[];

  constructor(private readonly stacks: readonly CloudFormationStackArtifact[]) {
    this.resources = stacks.flatMap(stack => Object.entries(templateOf(stack).Resources ?? {}).map(([logicalId, { Type: type, Properties: properties = {} }]) => ({
      id: `${stack.stackName}.${logicalId}`, stack: stack.stackName, type, properties: this.resolve(properties as Json, stack) as unknown as Properties,
    })));
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The type of the resource that a placeholder names, and which of its names; nothing where the text is no placeholder. */
  meant(text: string): { readonly type: string; readonly attribute: string } | undefined {
    const [, id, attribute = ''] = /^<([^.>]+\.[^.>]+)\.([^>]+)>$/.exec(text) ?? [];
    const resource = this.resources.find(each => each.id === id);
    return resource && { type: resource.type, attribute };
  }

  typeOf(text: string): string | undefined {
    return this.meant(text)?.type;
  }

  private resolve(value: Json, stack: CloudFormationStackArtifact): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map(inner => this.resolve(inner, stack));
    if (typeof value !== 'object' || value === null) return value;
    const [[name, argument] = ['', null], ...more]: [string, Json][] = Object.entries(value);
    if (more.length > 0 || (name !== 'Ref' && !name.startsWith('Fn::'))) {
      return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, this.resolve(inner, stack)]));
    }
    const [first, second = null] = argument as readonly Json[];
    const resolved = (part: Json) => textOf(this.resolve(part, stack));
    switch (name) {
      case 'Ref': return textOf(argument).startsWith('AWS::') ? `<${textOf(argument)}>` : placeholder(stack.stackName, textOf(argument));
      case 'Fn::GetAtt': return placeholder(stack.stackName, textOf(first), textOf(second));
      case 'Fn::Join': return (second as readonly Json[]).map(resolved).join(textOf(first));
      case 'Fn::ImportValue': return this.imported(resolved(argument));
      // a part of what a resource is called is known by where it is cut out.
      case 'Fn::Split': return Array.from({ length: 8 }, (_, index) => `${resolved(second).replace(/>$/, '')}[${index}]>`);
      case 'Fn::Select': return (this.resolve(second, stack) as readonly Json[])[Number(first)] ?? null;
      // nothing that is shown or alarmed on is said so; it names no resource, and fails where one is asked for.
      default: return `<${name}>`;
    }
  }

  private imported(name: string): Json {
    for (const stack of this.stacks) {
      for (const { Value, Export } of Object.values(templateOf(stack).Outputs ?? {})) {
        if (Export !== undefined && this.resolve(Export.Name, stack) === name) return this.resolve(Value, stack);
      }
    }
    throw new Error(`no stack of the account exports '${name}'`);
  }
}

/** The stacks of an assembly by account. */
export const accountsOf = (assembly: CloudAssembly): ReadonlyMap<string, Account> => {
  const stacks = new Map<string, CloudFormationStackArtifact[]>();
  for (const stack of assembly.stacksRecursively) stacks.set(stack.environment.account, [...stacks.get(stack.environment.account) ?? [], stack]);
  return new Map([...stacks].map(([account, own]) => [account, new Account(own)]));
};
