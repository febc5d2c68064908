import type { ExecutionEnvironment } from './execution-environment';
import type { Outcome } from './types';

/** Runs the invocations of one function on a few execution environments, started when they are first needed. */
export interface Pool {
  invoke(event: unknown): Promise<Outcome>;
  end(): Promise<void>;
}

/**
 * @param start starts one more execution environment
 * @param limit most execution environments at a time; what exceeds it waits its turn
 */
export const createPool = (start: () => Promise<ExecutionEnvironment>, limit = 2): Pool => {
  const started = new Set<ExecutionEnvironment>();
  const idle: ExecutionEnvironment[] = [];
  const waiting: (() => void)[] = [];
  let slots = limit;

  /** Gives a slot back and lets the one that waits longest try again. */
  const free = () => {
    slots += 1;
    waiting.shift()?.();
  };

  const begin = async () => {
    const environment = await start();
    started.add(environment);
    return environment;
  };

  const acquire = async (): Promise<ExecutionEnvironment> => {
    while (slots === 0) await new Promise<void>(resolve => waiting.push(resolve));
    slots -= 1;
    try {
      for (let environment = idle.pop(); environment !== undefined; environment = idle.pop()) {
        if (environment.isUsable()) return environment;
        started.delete(environment);
      }
      return await begin();
    } catch (error) {
      free();
      throw error;
    }
  };

  const release = (environment: ExecutionEnvironment) => {
    if (environment.isUsable()) idle.push(environment);
    else started.delete(environment);
    free();
  };

  return {
    invoke: async event => {
      const environment = await acquire();
      try {
        return await environment.invoke(event);
      } finally {
        release(environment);
      }
    },
    end: async () => {
      await Promise.all([...started].map(environment => environment.end()));
    },
  };
};
