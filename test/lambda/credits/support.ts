import { createCredits } from '../../../lambda/credits/credits';
import type { CreditsSettings } from '../../../lambda/credits/contract';
import { FakeDynamo } from '../sessions/support/fake-dynamo';

export const settings: CreditsSettings = {
  version: 1,
  bindings: {
    self: { provider: 'self', costs: { age_verification: 10, pre_kyc: 25 }, flows: { flow_kyc: 'pre_kyc', flow_age: 'age_verification' } },
    uae: { provider: 'uae-kyc', costs: { transaction: 1 }, flows: {} },
  },
  allotment: 10_000,
};

/** One event of the inbox. */
export interface Event {
  readonly binding: string;
  readonly id: string;
  readonly type: string;
  readonly status: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly flow?: string;
}

/** An inbox, its stream and the function that counts. */
export class CreditsWorld {
  time = Date.parse('2026-04-15T12:00:00.000Z');
  readonly dynamo = new FakeDynamo();
  readonly lines: string[] = [];
  private sequence = 100;

  readonly handler = this.instance();

  instance(text = JSON.stringify(settings)) {
    return createCredits({
      variables: {
        BULKHEAD_ENVIRONMENT: 'production', BULKHEAD_INBOX_TABLE: 'inbox', BULKHEAD_SESSIONS_TABLE: 'sessions', BULKHEAD_CREDITS_TABLE: 'credits',
        BULKHEAD_CREDITS_SETTINGS: text,
      },
      dynamodb: this.dynamo.client, now: () => this.time, write: line => this.lines.push(line),
    });
  }

  /** Puts an event into the inbox and returns its record of the stream. */
  record({ binding, id, type, status, occurredAt, flow }: Event, eventName = 'INSERT') {
    const keys = { verification: { S: `${binding}#${id}` }, event: { S: type } };
    this.dynamo.tables.get('inbox')!.set(`${binding}#${id} | ${type}`, {
      ...keys, type: { S: type }, status: { S: status }, occurredAt: { S: occurredAt }, body: { S: 'CANARY-PERSON' }, expiresAt: { N: '9999999999' },
      ...flow !== undefined && { flow: { S: flow } },
    });
    return { eventName: eventName as 'INSERT', dynamodb: { Keys: keys, SequenceNumber: String(this.sequence++) } };
  }

  /** Notes that a session of ours ended that day. */
  settle(binding: string, id: string, day: string): void {
    this.dynamo.tables.get('sessions')!.set(`settled#${binding}#${day} | ${binding}#${id}`, { session: { S: `settled#${binding}#${day}` }, part: { S: `${binding}#${id}` } });
  }

  charged(): number {
    return this.dynamo.all('credits').filter(item => item['count']!.S!.startsWith('charged#')).length;
  }

  metric(name: string): number[] {
    return this.lines.map(line => JSON.parse(line) as Record<string, number>).flatMap(line => line[name] ?? []);
  }
}
