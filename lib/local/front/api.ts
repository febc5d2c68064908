import type { IncomingMessage } from 'node:http';
import { readBody } from '../listen';
import type { LambdaHost } from '../lambda/host';
import { matchRoute } from './match';
import { proxyEvent } from './proxy-event';
import type { DeployedApis, FrontAnswer, Served } from './types';

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

const isAnswer = (payload: unknown): payload is FrontAnswer =>
  typeof payload === 'object' && payload !== null && Number.isInteger((payload as FrontAnswer).statusCode);

/** What API Gateway is on AWS: an environment's deployed REST APIs. */
export const servedByApis = (apis: DeployedApis, host: Pick<LambdaHost, 'invoke'>): Served => {
  const refuse = (kind: keyof typeof gatewayAnswers): FrontAnswer => {
    const { type, status, message } = gatewayAnswers[kind];
    const statusCode = apis.answers[type] ?? apis.answers[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'] ?? status;
    return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
  };

  const answer = async (request: IncomingMessage): Promise<FrontAnswer> => {
    const { method = 'GET', url: target = '/', rawHeaders } = request;
    const body = await readBody(request, LARGEST_REQUEST);
    const match = matchRoute(apis.routes, method, new URL(target, 'http://local.invalid').pathname);
    if (!match) return refuse('unknownRoute');
    if (body.length > LARGEST_REQUEST) return refuse('tooLarge');
    const outcome = await host.invoke(match.route.functionArn, proxyEvent(match, { method, target, rawHeaders, body }));
    if (outcome.kind === 'failed') return refuse(outcome.reason === 'timeout' ? 'timeout' : 'malformed');
    return isAnswer(outcome.payload) ? outcome.payload : refuse('malformed');
  };

  return { answer, unavailable: () => refuse('unavailable') };
};
