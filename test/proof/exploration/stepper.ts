import { setImmediate } from 'node:timers/promises';
import type { FakeAws } from '../../lambda/support/fake-aws';

/** What happens to a call: it is answered, fails without or with its effect, or its process dies before or after the effect. */
export type Happening = 'answered' | 'failed' | 'failed after its effect' | 'crashed' | 'crashed after its effect';

interface Call {
  readonly process: Process;
  readonly name: string;
  readonly command: object;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One run of a function: alive until it has answered or died. */
export class Process {
  readonly history: string[] = [];
  result: { readonly of: unknown } | undefined;
  isDead = false;

  constructor(readonly name: string) {}
}

/** One thing that may happen next. */
export interface Choice {
  readonly call: number;
  readonly happening: Happening;
}

const privateReads = new Set(['GetParameter', 'GetSecretValue']);
const reads = new Set([...privateReads, 'GetItem', 'Query']);

/** Holds every AWS call of every process back until it is chosen. */
export class Stepper {
  private calls: Call[] = [];
  readonly processes: Process[] = [];
  faults = 0;

  constructor(private readonly aws: FakeAws) {}

  /** Starts a process whose client is the stepper's. */
  async start(name: string, run: (client: { send: never }) => Promise<unknown>): Promise<Process> {
    const process = new Process(name);
    this.processes.push(process);
    const send = (command: object) => new Promise((resolve, reject) => {
      this.calls.push({ process, name: command.constructor.name.replace(/Command$/, ''), command, resolve, reject });
    });
    void run({ send } as { send: never }).then(of => ({ of }), (error: Error) => ({ of: error })).then(result => {
      if (!process.isDead) process.result = result;
    });
    await setImmediate();
    return process;
  }

  /** Everything that may happen next; what no other process can change is not interleaved. */
  choices(mostFaults: number): readonly Choice[] {
    const own = this.calls.findIndex(({ name }) => privateReads.has(name));
    const open = own < 0 ? [...this.calls.keys()] : [own];
    return open.flatMap(call => {
      const faults: Happening[] = reads.has(this.calls[call]!.name)
        ? ['failed', 'crashed'] : ['failed', 'failed after its effect', 'crashed', 'crashed after its effect'];
      return (['answered', ...(this.faults < mostFaults ? faults : [])] as const).map(happening => ({ call, happening }));
    });
  }

  async take({ call: index, happening }: Choice): Promise<void> {
    const call = this.calls[index]!;
    this.calls.splice(index, 1);
    if (happening !== 'answered') this.faults++;
    const { process, name } = call;
    const hasEffect = happening === 'answered' || happening.endsWith('effect');
    const outcome = hasEffect ? await this.perform(call) : {};
    if (happening.startsWith('crashed')) {
      this.kill(process);
      return;
    }
    const error = happening === 'answered' ? outcome.error : Object.assign(new Error('no answer'), { name: 'TimeoutError' });
    process.history.push(`${name} ${error === undefined ? JSON.stringify(outcome.answer) : error.name}`);
    if (error === undefined) call.resolve(outcome.answer);
    else call.reject(error);
    await setImmediate();
  }

  /** Ends every process at once. */
  killAll(): void {
    for (const process of this.processes) if (process.result === undefined) this.kill(process);
  }

  /** What a process knows is what it was answered; equal texts are equal states of all processes. */
  state(): string {
    const pending = this.calls.map(({ process, name, command }) => `${process.name} ${name} ${JSON.stringify((command as { input: object }).input)}`);
    return JSON.stringify([
      this.faults, this.processes.map(({ name, history, result, isDead }) => [name, isDead || result ? '' : history, isDead, JSON.stringify(result?.of)]), pending.sort(),
    ]);
  }

  private kill(process: Process): void {
    process.isDead = true;
    this.calls = this.calls.filter(call => call.process !== process);
  }

  private async perform({ command }: Call): Promise<{ readonly answer?: unknown; readonly error?: Error }> {
    try {
      return { answer: await (this.aws.client.send as (command: object) => Promise<unknown>)(command) };
    } catch (error) {
      return { error: error as Error };
    }
  }
}
