// the example backend's work: messages may be repeated and out of order, so only what is later than the state at hand counts.
import { eventSource, isLater, type VerificationEvent } from 'bulkhead/backend';

/** What the queue gives; SQS's messages fit. */
export interface Message {
  readonly Body?: string;
  readonly ReceiptHandle?: string;
}

/** The environment's queue of verification events. */
export interface Queue {
  receive(): Promise<readonly Message[]>;
  remove(message: Message): Promise<void>;
}

/** The latest state of each verification; a team keeps it in its database, with `laterThanHeld` as the condition of the write. */
export type States = Map<string, VerificationEvent>;

/** What became of one message: `foreign` is no event of this environment. */
export type Effect = 'applied' | 'earlier' | 'foreign';

const eventOf = (body: string | undefined): VerificationEvent | undefined => {
  try {
    const { source, detail } = JSON.parse(body ?? '') as { source?: unknown; detail?: VerificationEvent };
    return source === eventSource && detail?.version === 1 ? detail : undefined;
  } catch {
    return undefined;
  }
};

/** Applies one message; the same one twice, or an earlier one, changes nothing. */
export const apply = (states: States, body: string | undefined, environment: string): Effect => {
  const event = eventOf(body);
  if (event?.environment !== environment) return 'foreign';
  if (!isLater(event, states.get(event.verification))) return 'earlier';
  states.set(event.verification, event);
  return 'applied';
};

/** Works until it is told to stop; a message goes from the queue only once it has been applied. */
export const consume = async (queue: Queue, states: States, environment: string, { say, stopped }: { say: (line: string) => void; stopped: () => boolean }): Promise<void> => {
  while (!stopped()) {
    for (const message of await queue.receive()) {
      const effect = apply(states, message.Body, environment);
      // ids and status are all that an event has; nothing personal gets into a log.
      say(JSON.stringify({ effect, ...effect === 'applied' && { event: eventOf(message.Body) } }));
      await queue.remove(message);
    }
  }
};
