import { setImmediate } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

interface Input {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ExclusiveStartKey?: Item;
  readonly Limit?: number;
}

/** Something that happens instead of an answer, before the call has its effect or after it. */
export interface Interruption {
  readonly fault: Error | { readonly answer: unknown };
  readonly afterEffect?: boolean;
}

const keys: Readonly<Record<string, readonly [string, string]>> = {
  sessions: ['session', 'part'], inbox: ['verification', 'event'], credits: ['count', 'of'],
};

const valueOf = (attribute: AttributeValue | undefined): string | number | undefined =>
  attribute?.S ?? (attribute?.N === undefined ? undefined : Number(attribute.N));

/** Tables in memory that understand the expressions they are given: writes are atomic, an expression they cannot read is an error. */
export class FakeDynamo {
  readonly tables = new Map<string, Map<string, Item>>(Object.keys(keys).map(name => [name, new Map<string, Item>()]));
  readonly calls: string[] = [];
  /** Decides for each single call whether it goes wrong, and whether it has its effect nevertheless. */
  interrupt: (name: string, input: Input) => Interruption | undefined = () => undefined;

  readonly client = { send: (command: unknown) => this.answer(command as { input: Input }) } as { send: never };

  all(table: string): Item[] {
    return [...this.tables.get(table)!.values()];
  }

  private async answer(command: { readonly input: Input }): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, '');
    this.calls.push(name);
    await setImmediate();
    const interruption = this.interrupt(name, command.input);
    if (interruption?.afterEffect) this.perform(name, command.input);
    if (interruption === undefined) return this.perform(name, command.input);
    if (interruption.fault instanceof Error) throw interruption.fault;
    return interruption.fault.answer;
  }

  private perform(name: string, input: Input): unknown {
    const table = this.tables.get(input.TableName)!;
    if (name === 'Query') return this.query(input);
    const id = this.idOf(input.TableName, input.Item ?? input.Key!);
    const old = table.get(id);
    if (name === 'GetItem') return { Item: old === undefined ? undefined : projected(structuredClone(old), input) };
    if (!holds(input.ConditionExpression, old ?? {}, input)) {
      const Item = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? old : undefined;
      throw new ConditionalCheckFailedException({ message: 'the conditional request failed', $metadata: {}, Item });
    }
    if (name === 'PutItem') table.set(id, structuredClone(input.Item!));
    else if (name === 'DeleteItem') table.delete(id);
    else if (name === 'UpdateItem') table.set(id, updated({ ...(old ?? input.Key) }, input));
    else throw new Error(`unknown command ${name}`);
    return {};
  }

  private query(input: Input): unknown {
    const matching = this.all(input.TableName).filter(item => holds(input.KeyConditionExpression, item, input))
      .sort((one, other) => (one['checkAt']?.S ?? '').localeCompare(other['checkAt']?.S ?? ''));
    const from = input.ExclusiveStartKey;
    const start = from === undefined ? 0 : matching.findIndex(item => this.idOf(input.TableName, item) === this.idOf(input.TableName, from)) + 1;
    const page = matching.slice(start, start + (input.Limit ?? 2));
    return { Items: page.map(item => projected(structuredClone(item), input)), LastEvaluatedKey: start + page.length < matching.length ? page.at(-1) : undefined };
  }

  private idOf(table: string, item: Item): string {
    return keys[table]!.map(name => item[name]!.S).join(' | ');
  }
}

const named = (word: string, { ExpressionAttributeNames: names = {} }: Input): string => names[word] ?? word;

const holds = (expression: string | undefined, item: Item, input: Input): boolean => {
  if (expression === undefined) return true;
  return expression.split(' OR ').some(part => part.split(' AND ').every(term => {
    const [, not, there] = /^attribute_(not_)?exists\(([#\w]+)\)$/.exec(term) ?? [];
    if (there !== undefined) return (item[named(there, input)] === undefined) === (not !== undefined);
    const [, name, sign, value] = /^([#\w]+) (=|<) (:\w+)$/.exec(term) ?? [];
    if (name === undefined) throw new Error(`unknown condition: ${term}`);
    const [own, other] = [valueOf(item[named(name, input)]), valueOf(input.ExpressionAttributeValues![value!])];
    if (own === undefined || other === undefined) return false;
    return sign === '=' ? own === other : own < other;
  }));
};

const updated = (item: Item, input: Input): Item => {
  const values = input.ExpressionAttributeValues!;
  const clauses = input.UpdateExpression!.split(/ ?\b(SET|REMOVE|ADD) /).slice(1);
  for (let index = 0; index < clauses.length; index += 2) {
    for (const part of clauses[index + 1]!.split(', ')) {
      const [, name, value] = /^([#\w]+)(?: =)?(?: (:\w+))?$/.exec(part) ?? [];
      if (name === undefined) throw new Error(`unknown update: ${part}`);
      const attribute = named(name, input);
      if (clauses[index] === 'REMOVE') delete item[attribute];
      else if (clauses[index] === 'SET') item[attribute] = structuredClone(values[value!]!);
      else item[attribute] = { N: String(Number(item[attribute]?.N ?? 0) + Number(values[value!]!.N)) };
      if (clauses[index] !== 'REMOVE' && values[value!] === undefined) throw new Error(`no value for ${part}`);
    }
  }
  return item;
};

const projected = (item: Item, input: Input): Item => (input.ProjectionExpression === undefined ? item
  : Object.fromEntries(input.ProjectionExpression.split(', ').map(name => named(name, input)).flatMap(name => (item[name] === undefined ? [] : [[name, item[name]]]))));
