import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../listen';
import type { LambdaHost } from '../lambda/host';
import { servedByApis } from './api';
import { servedByBalancers } from './balancer';
import type { DeployedFront, FrontAnswer } from './types';

/** The HTTP front of one environment: what API Gateway is on AWS, or what load balancers are. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const send = (response: ServerResponse, answer: FrontAnswer) => {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, String(value));
  for (const [name, values] of Object.entries(answer.multiValueHeaders ?? {})) response.setHeader(name, [...values]);
  response.writeHead(answer.statusCode).end(Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8'));
};

/** Serves what an environment has deployed on a free local port. */
export const startFront = async (deployed: DeployedFront, host: Pick<LambdaHost, 'invoke'>): Promise<Front> => {
  const served = 'refusal' in deployed ? servedByBalancers(deployed, host) : servedByApis(deployed, host);
  const server = createServer((request, response) => {
    void served.answer(request).catch(() => served.unavailable()).then(result => send(response, result));
  });
  const { port, close } = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close };
};
