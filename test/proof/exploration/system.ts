import { createDispatcher } from '../../../lambda/dispatcher/handler';
import { prepareDispatch } from '../../../lambda/dispatcher/prepare';
import { sweep } from '../../../lambda/sweeper/sweep';
import { bodyWriter } from '../../../lambda/webhook/bucket';
import type { FrontAnswer } from '../../../lambda/webhook/fronts';
import { createReceiver } from '../../../lambda/webhook/receiver';
import type { ProxyEvent } from '../../../lambda/webhook/request';
import { World, variables } from '../../lambda/support/world';
import { Stepper } from './stepper';
import type { Process } from './stepper';

/** One request of the sender and what has to be kept of it. */
export interface Delivery {
  readonly name: string;
  readonly event: ProxyEvent;
  /** Digests of its events. */
  readonly digests: readonly string[];
  /** Milliseconds after the start at which it is received. */
  readonly after: number;
}

const minute = 60_000;

/** The real receiver, dispatcher and sweeper over one account that remembers, each AWS call a step of its own. */
export class System {
  readonly aws = new World().aws;
  readonly stepper = new Stepper(this.aws);
  readonly attempts = new Map<Process, Delivery>();
  private streamed = 0;

  constructor(private readonly start: number) {}

  receive(delivery: Delivery): Promise<Process> {
    return this.stepper.start(`receive ${delivery.name}`, client => createReceiver({
      variables, ssm: client, secretsManager: client, dynamodb: client, putBody: bodyWriter(client),
      now: () => this.start + delivery.after, write: () => {},
    })(delivery.event)).then(process => {
      this.attempts.set(process, delivery);
      return process;
    });
  }

  sweep(): Promise<Process> {
    return this.stepper.start('sweep', client => sweep(this.context(client), () => minute));
  }

  /** The stream brings what has come in since; `again` brings everything once more. */
  async stream(again = false): Promise<void> {
    const items = this.aws.table.events();
    const fresh = items.slice(again ? 0 : this.streamed);
    this.streamed = items.length;
    if (fresh.length === 0) return;
    const Records = fresh.map((item, index) => ({
      eventName: 'INSERT' as const, dynamodb: { SequenceNumber: String(index), Keys: { verification: item['verification'], event: item['event'] } as never },
    }));
    await this.stepper.start(`dispatch ${fresh.length} of ${items.length}`, client => createDispatcher(() => this.context(client))({ Records }));
  }

  /** Whether a delivery was acknowledged. */
  isAcknowledged(process: Process): boolean {
    return ((process.result?.of as FrontAnswer | undefined)?.statusCode ?? 500) < 300;
  }

  state(): string {
    const { table, objects, sent } = this.aws;
    return JSON.stringify([
      [...table.items].sort(([a], [b]) => a.localeCompare(b)), [...objects.keys()].sort(), sent.map(({ detail }) => JSON.stringify(detail)).sort(), this.stepper.state(),
    ]);
  }

  private context(client: { send: never }) {
    // the sweeper's clock is ahead, so that nothing is too young for it.
    return prepareDispatch({ variables, dynamodb: client, eventBridge: client, now: () => this.start + 3 * minute, write: () => {} });
  }
}
