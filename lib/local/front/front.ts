import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, readBody } from '../listen';
import type { LambdaHost } from '../lambda/host';
import { matchRoute } from './match';
import { proxyEvent } from './proxy-event';
import type { DeployedApis } from './types';

/** The HTTP front of one environment: what API Gateway is on AWS. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Largest request that API Gateway takes. */
const LARGEST_REQUEST = 10 * 1024 * 1024;

/** Answers of the gateway itself: the type that a deployed API may override, AWS's own status and message. */
const gatewayAnswers = {
  unknownRoute: { type: 'MISSING_AUTHENTICATION_TOKEN', status: 403, message: 'Missing Authentication Token' },
  tooLarge: { type: 'REQUEST_TOO_LARGE', status: 413, message: 'Request Too Long' },
  timeout: { type: 'INTEGRATION_TIMEOUT', status: 504, message: 'Endpoint request timed out' },
  malformed: { type: 'API_CONFIGURATION_ERROR', status: 502, message: 'Internal server error' },
  unavailable: { type: 'INTEGRATION_FAILURE', status: 503, message: 'Service Unavailable' },
} as const;

const isProxyAnswer = (payload: unknown): payload is ProxyAnswer =>
  typeof payload === 'object' && payload !== null && Number.isInteger((payload as ProxyAnswer).statusCode);

const send = (response: ServerResponse, answer: ProxyAnswer) => {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, String(value));
  for (const [name, values] of Object.entries(answer.multiValueHeaders ?? {})) response.setHeader(name, [...values]);
  response.writeHead(answer.statusCode).end(Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8'));
};

/** Serves an environment's deployed REST APIs on a free local port. */
export const startFront = async (apis: DeployedApis, host: Pick<LambdaHost, 'invoke'>): Promise<Front> => {
  const refuse = (kind: keyof typeof gatewayAnswers): ProxyAnswer => {
    const { type, status, message } = gatewayAnswers[kind];
    const statusCode = apis.answers[type] ?? apis.answers[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'] ?? status;
    return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
  };

  const answer = async (request: IncomingMessage): Promise<ProxyAnswer> => {
    const { method = 'GET', url: target = '/', rawHeaders } = request;
    const body = await readBody(request, LARGEST_REQUEST);
    const match = matchRoute(apis.routes, method, new URL(target, 'http://local.invalid').pathname);
    if (!match) return refuse('unknownRoute');
    if (body.length > LARGEST_REQUEST) return refuse('tooLarge');
    const outcome = await host.invoke(match.route.functionArn, proxyEvent(match, { method, target, rawHeaders, body }));
    if (outcome.kind === 'failed') return refuse(outcome.reason === 'timeout' ? 'timeout' : 'malformed');
    return isProxyAnswer(outcome.payload) ? outcome.payload : refuse('malformed');
  };

  const server = createServer((request, response) => {
    void answer(request).catch(() => refuse('unavailable')).then(result => send(response, result));
  });
  const { port, close } = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close };
};
