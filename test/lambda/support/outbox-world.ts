import { prepareDispatch } from '../../../lambda/dispatcher/prepare';
import { World, completed, variables } from './world';

/** An inbox filled by the receiver, and what dispatcher and sweeper work with. */
export class OutboxWorld extends World {
  async fill(count: number): Promise<void> {
    for (let index = 0; index < count; index++) await this.deliver(this.self(completed({ verification_id: `ver_${index}` })));
    this.lines.length = 0;
  }

  context = () => prepareDispatch({
    variables, dynamodb: this.aws.client, eventBridge: this.aws.client, now: () => this.time, write: line => this.lines.push(line),
  });

  /** The stream's records of everything in the table. */
  records() {
    return this.aws.table.all().map((item, index) => ({
      eventName: 'INSERT' as const,
      dynamodb: { SequenceNumber: String(100 + index), Keys: { verification: item['verification'], event: item['event'] } as never },
    }));
  }

  undispatched(): string[] {
    return this.aws.table.all().filter(item => item['undispatched']).map(item => item['verification']!.S!);
  }

  metric(name: string): number[] {
    return this.lines.map(line => JSON.parse(line) as Record<string, number>).flatMap(line => line[name] ?? []);
  }
}
