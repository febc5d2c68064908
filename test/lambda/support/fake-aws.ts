import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { Stage } from '../../../lambda/webhook/signing-keys';
import { FakeTable } from './fake-table';

interface Command {
  readonly input: object;
}

/** Something that happens instead of an answer: an error to throw, or a value to answer with. */
export type Fault = Error | { readonly answer: unknown };

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** Faults of every AWS call; the message of each quotes what must not reach a log. */
export const faults: Record<string, Fault> = {
  'throttled': named('ThrottlingException', 'rate exceeded CANARY-MESSAGE'),
  'timed out': named('TimeoutError', 'socket timed out CANARY-MESSAGE'),
  'denied': named('AccessDeniedException', 'user is not authorized CANARY-MESSAGE'),
  'malformed': new SyntaxError('unexpected token < in JSON: CANARY-MESSAGE'),
};

export interface FakeVersion {
  readonly id: string;
  readonly value?: string;
  readonly createdAt: number;
}

/** AWS as the functions see it: one account's parameters, secrets, table, bucket and bus, with faults on demand. */
export class FakeAws {
  readonly parameters = new Map<string, string>();
  readonly secrets = new Map<string, Partial<Record<Stage, FakeVersion>>>();
  readonly table = new FakeTable();
  readonly objects = new Map<string, Buffer>();
  readonly sent: { detail: Record<string, unknown>; detailType: string; source: string; bus: string }[] = [];
  readonly calls: string[] = [];
  /** By command name, `GetSecretValue` for one. */
  readonly failing = new Map<string, Fault>();
  readonly failingStages = new Map<Stage, Error>();
  /** Decides for each single call whether it goes wrong, and whether it has its effect nevertheless. */
  interrupt: (name: string, input: object) => { readonly fault: Fault; readonly afterEffect?: boolean } | undefined = () => undefined;
  /** Entries that the bus refuses, by what their detail contains. */
  refuses: (detail: Record<string, unknown>) => boolean = () => false;

  count(name: string): number {
    return this.calls.filter(call => call === name).length;
  }

  /** Stands in for every client of the SDK. */
  readonly client = { send: (command: unknown) => this.answer(command as Command) } as { send: never };

  private async answer(command: Command): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, '');
    this.calls.push(name);
    await setImmediate();
    const interruption = this.interrupt(name, command.input);
    const fault = interruption?.fault ?? this.failing.get(name);
    if (interruption?.afterEffect) this.perform(name, command.input as never);
    if (fault instanceof Error) throw fault;
    return fault === undefined ? this.perform(name, command.input as never) : fault.answer;
  }

  private perform(name: string, input: never): unknown {
    switch (name) {
      case 'GetParameter': return this.parameter(input);
      case 'GetSecretValue': return this.secret(input);
      case 'PutItem': return this.table.put(input);
      case 'GetItem': return this.table.get(input);
      case 'Query': return this.table.query(input);
      case 'UpdateItem': return this.table.update(input);
      case 'PutObject': return this.object(input);
      case 'PutEvents': return this.events(input);
      default: throw new Error(`unknown command ${name}`);
    }
  }

  private parameter({ Name }: { Name: string }): object {
    const Value = this.parameters.get(Name);
    if (Value === undefined) throw named('ParameterNotFound', 'no such parameter');
    return { Parameter: { Value } };
  }

  private secret({ SecretId, VersionStage }: { SecretId: string; VersionStage: Stage }): object {
    const fault = this.failingStages.get(VersionStage);
    if (fault !== undefined) throw fault;
    const version = this.secrets.get(SecretId)?.[VersionStage];
    if (version === undefined) throw new ResourceNotFoundException({ message: 'no such version', $metadata: {} });
    return { VersionId: version.id, SecretString: version.value, CreatedDate: new Date(version.createdAt) };
  }

  private object({ Key, Body, ChecksumSHA256 }: { Key: string; Body: Buffer; ChecksumSHA256: string }): object {
    if (createHash('sha256').update(Body).digest('base64') !== ChecksumSHA256) throw named('BadDigest', 'wrong checksum');
    this.objects.set(Key, Buffer.from(Body));
    return { ETag: '"etag"' };
  }

  private events({ Entries }: { Entries: { Detail: string; DetailType: string; Source: string; EventBusName: string; Time: Date }[] }): object {
    if (Entries.length > 10) throw named('ValidationException', 'too many entries');
    // the real client cannot serialize a time that is none.
    for (const { Time } of Entries) Time.toISOString();
    return {
      Entries: Entries.map(entry => {
        const detail = JSON.parse(entry.Detail) as Record<string, unknown>;
        if (this.refuses(detail)) return { ErrorCode: 'InternalFailure', ErrorMessage: 'CANARY-MESSAGE' };
        this.sent.push({ detail, detailType: entry.DetailType, source: entry.Source, bus: entry.EventBusName });
        return { EventId: String(this.sent.length) };
      }),
    };
  }
}
