import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DeployedFunction, Outcome } from './types';
import { listen, readBody, type Listening } from '../listen';

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly deadline: number;
}

/** The Runtime API of one execution environment: hands out one invocation at a time and takes its outcome. */
export interface RuntimeApi extends Listening {
  invoke(event: unknown): Promise<Outcome>;
  /** Settles what is in flight when the runtime has ended. */
  fail(outcome: Outcome): void;
}

const route = /^\/2018-06-01\/runtime\/(?:invocation\/(?:(next)|([^/]+)\/(response|error))|(init\/error))$/;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export const startRuntimeApi = async (deployed: Pick<DeployedFunction, 'arn' | 'timeout'>): Promise<RuntimeApi> => {
  let waiting: ((invocation: Invocation) => void) | undefined;
  let queued: Invocation | undefined;
  let current: { readonly id: string; readonly settle: (outcome: Outcome) => void } | undefined;

  const settle = (outcome: Outcome) => {
    const settled = current;
    current = undefined;
    settled?.settle(outcome);
  };

  const handOut = (response: ServerResponse) => {
    const send = (invocation: Invocation) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': invocation.id,
        'Lambda-Runtime-Deadline-Ms': String(invocation.deadline),
        'Lambda-Runtime-Invoked-Function-Arn': deployed.arn,
        'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      }).end(JSON.stringify(invocation.event));
    };
    const next = queued;
    queued = undefined;
    if (next) send(next);
    else waiting = send;
  };

  const takeOutcome = async (request: IncomingMessage, id: string | undefined, failed: boolean) => {
    const payload = JSON.parse((await readBody(request)).toString() || 'null') as unknown;
    // a runtime that fails to start has no invocation to name.
    if (id !== undefined && id !== current?.id) return;
    settle(failed ? { kind: 'failed', reason: 'error', payload } : { kind: 'answered', payload });
  };

  const server = createServer((request, response) => {
    const [, next, id, kind] = route.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && next) return handOut(response);
    void takeOutcome(request, id, kind !== 'response').then(
      () => response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}'),
      () => response.writeHead(400).end(),
    );
  });

  return {
    ...await listen(server),
    fail: settle,
    invoke: event => new Promise(resolve => {
      const invocation = { id: randomUUID(), event, deadline: Date.now() + deployed.timeout * 1000 };
      current = { id: invocation.id, settle: resolve };
      const send = waiting;
      waiting = undefined;
      if (send) send(invocation);
      else queued = invocation;
    }),
  };
};
