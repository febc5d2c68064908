import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { isNamed, nameOf } from '../webhook/aws';
import { record } from '../webhook/log';
import type { Write } from '../webhook/log';
import { SecretError } from '../webhook/secret';
import { ApiKeys } from './api-key';
import type { Line } from './ask';
import { Circuit } from './circuit';
import { sessionMetrics } from './contract';
import type { SessionsRequest, SessionsResponse } from './contract';
import { createSession } from './create';
import { findSession } from './find';
import type { ProviderDependencies } from './provider';
import { SessionRecords } from './records';
import { RefusedError, refusals } from './refusals';
import { readRequest } from './request';
import { SessionBindings } from './settings';
import type { SessionBinding } from './settings';

export interface SessionsDependencies extends ProviderDependencies {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly environment: string;
  readonly credentials: 'test' | 'live';
  readonly path: string;
  readonly table: string;
  readonly newOwner: () => string;
  readonly write: Write;
}

/** Time for the last writes and the answer. */
const reserve = 3_000;

/** Serves one request; whatever happens inside, the caller gets a word of the contract. */
export type Sessions = (event: unknown, timeLeft: () => number) => Promise<SessionsResponse>;

/** Settings, keys and the circuit live as long as the instance. */
export const createSessions = (dependencies: SessionsDependencies): Sessions => {
  const { now, write, environment: Environment, credentials } = dependencies;
  const bindings = new SessionBindings(dependencies.ssm, dependencies.path, now);
  const keys = new ApiKeys(dependencies.secretsManager, now);
  const circuit = new Circuit(dependencies.dynamodb, dependencies.table, now);
  const records = new SessionRecords(dependencies.dynamodb, dependencies.table, now);

  const serve = async (request: SessionsRequest, ends: number, sent: () => void): Promise<SessionsResponse> => {
    const binding = await findBinding(bindings, request.binding);
    const line: Line = { binding, credentials, keys, dependencies, deadline: ends - reserve, sent };
    if (request.operation === 'get') return { version: 1, outcome: 'found', session: await findSession(request, line, records) };
    return { version: 1, ...await createSession(request, { line, records, circuit, now, newOwner: dependencies.newOwner, ends }) };
  };

  return async (event, timeLeft) => {
    const started = now();
    const request = readRequest(event);
    let calls = 0;
    const answer = await answered(async () => {
      if (request === undefined) throw new RefusedError('malformed', { reason: 'request' });
      return serve(request, started + timeLeft(), () => {
        calls++;
      });
    });
    // a name that is no binding's is the caller's text, and belongs in no metric.
    const known = request !== undefined && !['unknown-binding', 'malformed'].includes(answer.code ?? '');
    report(write, now(), credentials, {
      Environment, Binding: known ? request.binding : 'none', Operation: request?.operation, milliseconds: now() - started, calls,
    }, answer);
    return answer.response;
  };
};

const findBinding = async (bindings: SessionBindings, name: string): Promise<SessionBinding> => {
  try {
    return await bindings.get(name);
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) throw new RefusedError('unknown-binding');
    throw error;
  }
};

interface Answer {
  readonly response: SessionsResponse;
  readonly code?: RefusedError['code'];
  readonly also?: RefusedError['also'];
}

const answered = async (work: () => Promise<SessionsResponse>): Promise<Answer> => {
  try {
    return { response: await work() };
  } catch (error) {
    const refused = error instanceof RefusedError ? error
      : error instanceof SecretError ? new RefusedError('no-key', { reason: error.reason })
        : new RefusedError('unavailable', { reason: nameOf(error) });
    const { code, also } = refused;
    const { retryAfterSeconds, requestId } = also;
    return {
      code, also,
      response: {
        version: 1, outcome: 'refused', code, retryable: refusals[code].retryable,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }), ...(requestId === undefined ? {} : { requestId }),
      },
    };
  }
};

interface Origin {
  readonly Environment: string;
  readonly Binding: string;
  readonly Operation: string | undefined;
  readonly milliseconds: number;
  /** Requests to the provider. */
  readonly calls: number;
}

const byBinding = [['Environment', 'Binding']] as const;

const report = (
  write: Write, now: number, credentials: 'test' | 'live', origin: Origin, { response, code, also }: Answer,
): void => {
  const alarm = code !== undefined && refusals[code].alarm;
  const fields = {
    level: alarm ? 'error' : 'info', ...origin, Outcome: code ?? response.outcome, reason: also?.reason, requestId: also?.requestId,
  };
  const noCredits = code === 'no-credits' && also?.reason !== 'circuit';
  record(write, now, fields, [
    { name: sessionMetrics.request, value: 1, by: [['Environment', 'Binding', 'Outcome']] },
    { name: sessionMetrics.alarm, value: alarm ? 1 : 0, by: byBinding },
    { name: sessionMetrics.noCredits, value: noCredits ? 1 : 0, by: byBinding },
    // whoever counts credits for a test, or gives it a session of the other class, will charge it.
    ...(credentials === 'test' && (noCredits || code === 'contradiction')
      ? [{ name: sessionMetrics.charge, value: 1, by: byBinding }] : []),
    ...(origin.calls === 0 ? [] : [{ name: sessionMetrics.providerCall, value: origin.calls, by: byBinding }]),
    ...(also?.doubtful ? [{ name: sessionMetrics.doubtful, value: 1, by: byBinding }] : []),
    ...(also?.balance === undefined ? [] : [{ name: sessionMetrics.balance, value: also.balance, by: byBinding }]),
  ]);
};
