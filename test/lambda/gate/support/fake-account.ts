// the target's account as the gate sees it: stacks with change sets, two buckets and a table, with interruptions on demand.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

export interface FakeStack {
  status: string;
  template: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  /** What happens at the end of the change that is under way. */
  next?: { template: string; parameters: Record<string, string>; tags: Record<string, string>; changeSet: string; unseen: number };
}

export interface FakeChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  template: string;
  parameters: Record<string, string>;
  tags: Record<string, string>;
  status: string;
  execution: string;
  extra: object;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the SDK's commands carry
type Input = Record<string, any>;

export class FakeAccount {
  readonly stacks = new Map<string, FakeStack>();
  readonly changeSets = new Map<string, FakeChangeSet>();
  readonly objects = new Map<string, { bytes: Buffer; version: number }>();
  readonly items = new Map<string, Input>();
  readonly calls: string[] = [];
  readonly executed: string[] = [];
  /** Stacks whose next change fails. */
  readonly failing = new Set<string>();
  /** How often a stack is looked at before it shows that a change set of it is executed. */
  lag = 0;
  /** Runs when a change set is executed, before anything else happens. */
  onExecute: (stack: string) => void = () => {};
  /** Decides for each call, by its number, whether it goes wrong, and whether it has its effect nevertheless. */
  interrupt: (call: number) => 'before' | 'after' | undefined = () => undefined;
  private made = 0;

  /** Stands in for every client of the SDK. */
  readonly client = { send: (command: unknown) => this.answer(command as { constructor: { name: string }; input: Input }) } as { send: never };

  put(bucket: string, key: string, bytes: Buffer | string): void {
    const before = this.objects.get(`${bucket}/${key}`);
    this.objects.set(`${bucket}/${key}`, { bytes: Buffer.from(bytes), version: (before?.version ?? 0) + 1 });
  }

  putFolder(bucket: string, prefix: string, folder: string, below = ''): void {
    for (const name of readdirSync(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      if (statSync(join(folder, path)).isDirectory()) this.putFolder(bucket, prefix, folder, path);
      else this.put(bucket, `${prefix}${path}`, readFileSync(join(folder, path)));
    }
  }

  /** What the toolkit does: replaces the change set of that name, and makes the stack where there is none. */
  prepare(stack: string, name: string, template: string, parameters: Record<string, string>, tags: Record<string, string>): FakeChangeSet {
    for (const [id, old] of this.changeSets) if (old.stack === stack && old.name === name) this.changeSets.delete(id);
    if (!this.stacks.has(stack)) this.stacks.set(stack, { status: 'REVIEW_IN_PROGRESS', template: '', parameters: {}, tags: {} });
    const id = `arn:aws:cloudformation:eu-central-1:333333333333:changeSet/${name}/${++this.made}`;
    const changeSet = { id, name, stack, template, parameters, tags, status: 'CREATE_COMPLETE', execution: 'AVAILABLE', extra: {} };
    this.changeSets.set(id, changeSet);
    return changeSet;
  }

  private async answer({ constructor: { name }, input }: { constructor: { name: string }; input: Input }): Promise<unknown> {
    const call = this.calls.push(name.replace(/Command$/, ''));
    await Promise.resolve();
    const interruption = this.interrupt(call);
    if (interruption === 'before') throw named('TimeoutError');
    const answer = this.perform(name.replace(/Command$/, ''), input);
    if (interruption === 'after') throw named('TimeoutError');
    return answer;
  }

  private perform(name: string, input: Input): unknown {
    const perform = (this as unknown as Record<string, ((input: Input) => unknown) | undefined>)[`do${name}`];
    if (perform === undefined) throw new Error(`unknown command ${name}`);
    return perform.call(this, input);
  }

  protected doListObjectsV2({ Bucket, Prefix }: Input): object {
    return { Contents: [...this.objects].filter(([key]) => key.startsWith(`${Bucket}/${Prefix}`)).map(([key, { bytes }]) => ({ Key: key.slice(Bucket.length + 1), Size: bytes.length })) };
  }

  protected doGetObject({ Bucket, Key }: Input): object {
    const object = this.objects.get(`${Bucket}/${Key}`);
    if (!object) throw named('NoSuchKey');
    return { Body: { transformToByteArray: () => Promise.resolve(new Uint8Array(object.bytes)) }, VersionId: String(object.version), ETag: 'tag' };
  }

  protected doPutObject({ Bucket, Key, Body, IfNoneMatch }: Input): object {
    if (IfNoneMatch === '*' && this.objects.has(`${Bucket}/${Key}`)) throw named('PreconditionFailed');
    this.put(Bucket, Key, Body);
    return {};
  }

  protected doDeleteChangeSet({ StackName, ChangeSetName }: Input): object {
    this.changeSets.delete(this.find(StackName, ChangeSetName).id);
    return {};
  }

  protected doHeadObject({ Bucket, Key }: Input): object {
    const object = this.objects.get(`${Bucket}/${Key}`);
    if (!object) throw named('NotFound');
    return { VersionId: String(object.version), ETag: 'tag' };
  }

  protected doGetItem({ Key }: Input): object {
    return { Item: this.items.get(Key.id.S) };
  }

  protected doPutItem({ Item, ConditionExpression: condition, ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Input): object {
    const before = this.items.get(Item.id.S);
    const holds = (part: string): boolean => {
      const absent = /^attribute_not_exists\((#?\w+)\)$/.exec(part)?.[1];
      if (absent !== undefined) return before?.[names[absent] ?? absent] === undefined;
      const [, attribute = '', value = ''] = /^(#?\w+) = (:\w+)$/.exec(part) ?? [];
      return JSON.stringify(before?.[names[attribute] ?? attribute]) === JSON.stringify(values[value]);
    };
    if (condition !== undefined && !(condition as string).split(' OR ').some(holds)) throw named('ConditionalCheckFailedException');
    this.items.set(Item.id.S, Item);
    return {};
  }

  protected doListStacks(): object {
    return { StackSummaries: [...this.stacks].filter(([, { status }]) => status === 'REVIEW_IN_PROGRESS').map(([StackName]) => ({ StackName })) };
  }

  protected doListChangeSets({ StackName }: Input): object {
    return { Summaries: [...this.changeSets.values()].filter(({ stack }) => stack === StackName).map(({ name }) => ({ ChangeSetName: name })) };
  }

  protected doDescribeStacks({ StackName }: Input): object {
    const stack = this.stacks.get(StackName);
    if (!stack) throw named('ValidationError', `Stack with id ${StackName} does not exist`);
    const answer = { Stacks: [{
      StackName, StackStatus: stack.status, RoleARN: `arn:aws:iam::333333333333:role/exec`,
      Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    }] };
    // whoever looks often enough finds the change begun, and then ended.
    if (stack.next && (stack.next.unseen -= 1) < 0) this.settle(StackName, stack);
    else if (stack.next?.unseen === 0) stack.status = stack.template === '' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    return answer;
  }

  private settle(name: string, stack: FakeStack): void {
    const { next } = stack;
    if (!next) return;
    delete stack.next;
    const changeSet = this.changeSets.get(next.changeSet);
    if (this.failing.has(name)) {
      this.failing.delete(name);
      stack.status = stack.template === '' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
      if (changeSet) changeSet.execution = 'EXECUTE_FAILED';
      return;
    }
    stack.status = stack.template === '' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
    Object.assign(stack, { template: next.template, parameters: next.parameters, tags: next.tags });
    for (const [id, other] of this.changeSets) if (other.stack === name) this.changeSets.delete(id);
  }

  protected doDescribeChangeSet({ StackName, ChangeSetName }: Input): object {
    const found = this.find(StackName, ChangeSetName);
    return {
      ChangeSetId: found.id, ChangeSetName: found.name, StackName: found.stack, Status: found.status, ExecutionStatus: found.execution, Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: Object.entries(found.parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Tags: Object.entries(found.tags).map(([Key, Value]) => ({ Key, Value })), Changes: [{ ResourceChange: { Action: 'Modify' } }], ...found.extra,
    };
  }

  private find(stack: string | undefined, name: string): FakeChangeSet {
    const found = this.changeSets.get(name) ?? [...this.changeSets.values()].find(each => each.stack === stack && each.name === name);
    if (!found || (stack !== undefined && found.stack !== stack)) throw named('ChangeSetNotFoundException');
    return found;
  }

  protected doGetTemplate({ StackName, ChangeSetName }: Input): object {
    return { TemplateBody: ChangeSetName === undefined ? this.stacks.get(StackName)?.template : this.find(StackName, ChangeSetName).template };
  }

  protected doExecuteChangeSet({ StackName, ChangeSetName }: Input): object {
    this.onExecute(StackName);
    const found = this.find(StackName, ChangeSetName);
    if (found.id !== ChangeSetName) throw new Error('executed by name: another change set may have taken it');
    if (found.execution !== 'AVAILABLE') throw named('InvalidChangeSetStatusException');
    const stack = this.stacks.get(StackName)!;
    found.execution = 'EXECUTE_IN_PROGRESS';
    if (this.lag === 0) stack.status = stack.template === '' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    stack.next = { template: found.template, parameters: found.parameters, tags: found.tags, changeSet: found.id, unseen: this.lag };
    this.executed.push(StackName);
    return {};
  }
}
