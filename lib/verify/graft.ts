// the templates as they would have to read for the account to be as it is: what the audit is then asked about.
import { kinds } from './kinds';
import { typeOf } from './baseline';
import type { Difference, Graft } from './compare';
import { at, type Said } from './said';
import type { Aspect, Live } from './types';
import { isObject, type Json, type JsonObject } from '../audit/assembly/shape';
import type { Document, Loaded, LoadedStack } from '../audit/assembly/types';

/** Stack to which everything is counted that no template owns. */
export const unowned = '(no template)';

const listOf = (node: Json | undefined): Json[] => (node === undefined ? [] : Array.isArray(node) ? node : [node]);

const nothing: Json = { Ref: 'AWS::NoValue' };

const setAt = (properties: JsonObject, path: readonly string[], value: Json | undefined): void => {
  const [name = '', ...rest] = path;
  if (rest.length > 0) {
    const inner = properties[name];
    if (Array.isArray(inner) && rest.length === 1) inner[Number(rest[0])] = value ?? nothing;
    else if (Array.isArray(inner)) setAt(inner[Number(rest[0])] as JsonObject, rest.slice(1), value);
    else setAt((properties[name] = isObject(inner) ? inner : {}), rest, value);
  } else if (value === undefined) delete properties[name];
  else properties[name] = value;
};

const word = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '');

/** Templates of an environment that are being rewritten; the given ones stay as they are. */
export class Rewriting {
  private readonly templates = new Map<string, JsonObject>();
  /** Places that were rewritten, with the mark of what they were rewritten for. */
  readonly marks = new Map<string, Set<number>>();

  constructor(private readonly loaded: Loaded, private readonly like: LoadedStack) {}

  private resources(stack: string): JsonObject {
    let template = this.templates.get(stack);
    if (!template) {
      const declared = this.loaded.stacks.find(({ name, account }) => name === stack && account === this.like.account);
      template = structuredClone(declared?.document.value ?? {});
      this.templates.set(stack, template);
    }
    return (template.Resources ??= {}) as JsonObject;
  }

  private properties(stack: string, logicalId: string): JsonObject {
    const resource = this.resources(stack)[logicalId] as JsonObject;
    return (resource.Properties ??= {}) as JsonObject;
  }

  private mark(stack: string, logicalId: string, mark: number): void {
    const key = `${stack}/${logicalId}`;
    this.marks.set(key, (this.marks.get(key) ?? new Set()).add(mark));
  }

  private add(stack: string, wanted: string, type: string, properties: JsonObject, mark: number): string {
    const resources = this.resources(stack);
    let logicalId = wanted;
    for (let number = 2; resources[logicalId] !== undefined; number += 1) logicalId = `${wanted}${number}`;
    resources[logicalId] = { Type: type, Properties: properties };
    this.mark(stack, logicalId, mark);
    return logicalId;
  }

  /** Says in a resource's place what a carrier of its own does. */
  private carry(stack: string, logicalId: string, carrier: NonNullable<Aspect['carrier']>, properties: JsonObject, mark: number): void {
    const reference: Json = { Ref: logicalId };
    const isList = /^(?:Queues|Topics|Roles|Users|Groups)$/.test(carrier.names);
    this.add(stack, `${logicalId}Live${word(carrier.type.split('::')[2] ?? '')}`, carrier.type, { ...properties, [carrier.names]: isList ? [reference] : reference }, mark);
  }

  private policy(
    stack: string, logicalId: string, name: string, { carrier, within, template = name }: Aspect, said: readonly Said[], document: JsonObject | undefined, mark: number,
  ): void {
    const [only, ...others] = said;
    // one carrier may be about several: the others keep what they have.
    const isShared = only !== undefined && carrier !== undefined && listOf(only.resource.properties[carrier.names]).length > 1;
    if (only && others.length === 0 && !isShared) {
      setAt(this.properties(only.resource.stack.name, only.resource.logicalId), only.path, document);
      this.mark(only.resource.stack.name, only.resource.logicalId, mark);
    } else if (document !== undefined && carrier?.holds !== undefined && carrier.holds !== 'Statement') {
      this.carry(stack, logicalId, carrier, { [carrier.holds]: document }, mark);
    } else setAt(this.properties(stack, logicalId), [...template.split('.'), ...[within ?? []].flat()], document);
  }

  private entry(stack: string, logicalId: string, name: string, aspect: Aspect, entry: Json, mark: number): void {
    const { carrier, admits, template = name, entries } = aspect;
    if (admits) {
      const { into, statement } = admits(entry);
      const target = kinds.get(typeOf(this.resources(stack)[logicalId]))?.aspects[into];
      const document: JsonObject = { Version: '2012-10-17', Statement: [statement] };
      if (target?.carrier?.holds !== undefined) this.carry(stack, logicalId, target.carrier, { [target.carrier.holds]: document }, mark);
      else {
        const own = this.properties(stack, logicalId);
        const before = isObject(own[into]) ? own[into] : { Version: '2012-10-17', Statement: [] };
        own[into] = { ...before, Statement: [...listOf(before.Statement), statement] };
      }
    } else if (carrier && isObject(entry)) this.carry(stack, logicalId, carrier, { ...entry }, mark);
    else if (carrier) this.carry(stack, logicalId, carrier, { [template]: entry }, mark);
    else {
      const path = [...template.split('.'), ...[entries ?? []].flat()];
      const before = path.reduce<Json | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), this.properties(stack, logicalId));
      setAt(this.properties(stack, logicalId), path, [...listOf(before), entry]);
    }
  }

  /** Takes one of several out of its list, whose others keep their places. */
  private remove({ resource, path }: Said): void {
    if (Array.isArray(at(resource.properties, path.slice(0, -1)))) setAt(this.properties(resource.stack.name, resource.logicalId), path, undefined);
  }

  private graft(stack: string, logicalId: string, property: string, aspect: Aspect, graft: Graft, mark: number): void {
    const [name = property] = property.split('/');
    if (graft.as === 'policy') this.policy(stack, logicalId, name, aspect, graft.said, graft.document, mark);
    else if (graft.as === 'value') setAt(this.properties(stack, logicalId), (aspect.template ?? name).split('.'), graft.value);
    else if (graft.as === 'gone') this.remove(graft.said);
    else if (graft.as === 'entry') this.entry(stack, logicalId, name, aspect, graft.entry, mark);
    else if (graft.said) {
      const { resource, path } = graft.said;
      setAt(this.properties(resource.stack.name, resource.logicalId), path[0] === 'Policies' ? [...path, 'PolicyDocument'] : path, graft.document);
      this.mark(resource.stack.name, resource.logicalId, mark);
    } else {
      const own = this.properties(stack, logicalId);
      own.Policies = [...listOf(own.Policies), { PolicyName: graft.name, PolicyDocument: graft.document }];
    }
  }

  /** Makes a resource of a template read as it is. */
  apply(stack: string, logicalId: string, { property, aspect, grafts }: Difference, mark: number): void {
    for (const graft of grafts) this.graft(stack, logicalId, property, aspect, graft, mark);
    this.mark(stack, logicalId, mark);
  }

  /** Adds a resource that no template declares. */
  introduce({ type, id, properties }: Live, mark: number): void {
    const aspects = kinds.get(type)?.aspects ?? {};
    const own = Object.fromEntries(Object.entries(properties).filter(([name]) => aspects[name] === undefined));
    const logicalId = this.add(unowned, word(`${type.split('::')[2] ?? ''} ${id.slice(-64)}`), type, own, mark);
    for (const [property, aspect] of Object.entries(aspects)) {
      const value = properties[property];
      if (value === undefined || value === null || aspect.as === 'sealed') continue;
      const grafts = aspect.as === 'set' ? listOf(value).map((entry): Graft => ({ as: 'entry', entry }))
        : aspect.as === 'policies' ? listOf(value).flatMap((entry): Graft[] => (isObject(entry) ? [{ as: 'inline', name: typeof entry.PolicyName === 'string' ? entry.PolicyName : '', document: entry.PolicyDocument as JsonObject }] : []))
          : aspect.as === 'policy' ? [{ as: 'policy' as const, said: [], document: (aspect.within === undefined || !isObject(value) ? value : value[aspect.within]) as JsonObject }]
            : [{ as: 'value' as const, value }];
      for (const graft of grafts) this.graft(unowned, logicalId, property, aspect, graft, mark);
    }
  }

  /** The input of the audit with everything that was rewritten. */
  result(): Loaded {
    const rewritten = (stack: LoadedStack, value: JsonObject): LoadedStack => {
      const document: Document = { ...stack.document, format: 'json', value, text: JSON.stringify(value, null, 1) };
      const resources = new Map(Object.entries(value.Resources as JsonObject).map(([id, body]) => [id, { type: typeOf(body), body: body as JsonObject }]));
      return { ...stack, document, resources };
    };
    // nested stacks name their parent, which stands before them.
    const now = new Map<LoadedStack, LoadedStack>();
    for (const stack of this.loaded.stacks) {
      const value = stack.account === this.like.account ? this.templates.get(stack.name) : undefined;
      const parent = stack.parent && { ...stack.parent, stack: now.get(stack.parent.stack) ?? stack.parent.stack };
      const same = parent?.stack === stack.parent?.stack ? stack : { ...stack, parent };
      now.set(stack, value ? rewritten(same, value) : same);
    }
    const stacks = [...now.values()];
    const extra = this.templates.get(unowned);
    const { account, region, stage, environment } = this.like;
    return {
      ...this.loaded,
      stacks: extra
        ? [...stacks, rewritten({ name: unowned, stage, account, region, environment, document: { file: 'no template', text: '', format: 'json', value: {} }, resources: new Map(), assets: [], parameters: {} }, extra)]
        : stacks,
    };
  }
}
