// how long a command waits for AWS: the SDK alone would wait for ever for one that takes a call and never answers.

type Handler = (args: never) => Promise<unknown>;

interface Stack {
  add(middleware: (next: Handler, context: { readonly clientName?: string; readonly commandName?: string }) => Handler, options: object): void;
}

interface Watchable {
  readonly middlewareStack: unknown;
  readonly config: { region?: unknown };
}

/** Milliseconds; tests shorten them. */
export const patience = {
  connect: 3000,
  /** Until the answer begins. */
  answer: 8000,
  /** Without a byte in either direction. */
  idle: 12_000,
  /** Until somebody who waits is told for what. */
  tell: 10_000,
  /** Pauses after which a call is repeated that AWS only puts off. */
  again: [500, 1000, 2000, 4000, 8000, 16_000] as readonly number[],
};

export const attempts = 3;

/** What every client of AWS is built with: three attempts with the SDK's own pauses, and an end to each of them. */
export const bounded = () => ({
  maxAttempts: attempts,
  requestHandler: { connectionTimeout: patience.connect, requestTimeout: patience.answer, socketTimeout: patience.idle, throwOnRequestTimeout: true },
});

/** The same for what carries files: a slow line may take its time, a dead one may not. */
export const boundedTransfer = () => ({ maxAttempts: attempts, requestHandler: { connectionTimeout: patience.connect, socketTimeout: patience.idle } });

/**
 * The same for a function that works until it answers; it is called once, because a second call would be a second order.
 *
 * @param longest seconds that the function itself may take
 */
export const boundedInvocation = (longest: number) => ({
  maxAttempts: 1, requestHandler: { connectionTimeout: patience.connect, requestTimeout: (longest + 5) * 1000, throwOnRequestTimeout: true },
});

const regionOf = async ({ config: { region } }: Watchable): Promise<string> => {
  const known: unknown = typeof region === 'function' ? await (region as () => Promise<string>)().catch(() => undefined) : region;
  return typeof known === 'string' ? ` in ${known}` : '';
};

/** Has a client's errors say which call they end, as IAM names it, and somebody who waits for it hear so. */
export const watched = <Client extends Watchable>(client: Client, tell: (line: string) => void = line => { process.stderr.write(`${line}\n`); }): Client => {
  (client.middlewareStack as Stack).add((next, context) => async args => {
    const { clientName = '', commandName = '' } = context;
    const call = `${clientName.replace(/Client$/, '').toLowerCase()}:${commandName.replace(/Command$/, '')}${await regionOf(client)}`;
    const timer = setTimeout(() => tell(`waiting for AWS: ${call}`), patience.tell);
    try {
      return await next(args);
    } catch (error) {
      if (typeof error === 'object' && error !== null && !('$call' in error)) Object.defineProperty(error, '$call', { value: call, enumerable: false });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }, { step: 'initialize', name: 'bulkheadWatch', priority: 'high' });
  return client;
};
