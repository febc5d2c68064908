import type { LambdaHost } from '../lambda/host';
import { readBody } from '../listen';
import { balancerEvent } from './balancer-event';
import type { DeployedBalancers, FrontAnswer, Served } from './types';

/** Largest body that a load balancer hands on to a function. */
const LARGEST_REQUEST = 1024 * 1024;

/** Pages of the load balancer's own, by status. */
const page = (statusCode: number, title: string): FrontAnswer =>
  ({ statusCode, headers: { 'content-type': 'text/html' }, body: `<html><head><title>${statusCode} ${title}</title></head></html>` });

/** Whether a load balancer takes what a function said for an answer. */
const isAnswer = (payload: unknown): payload is FrontAnswer =>
  typeof payload === 'object' && payload !== null && Number.isInteger((payload as FrontAnswer).statusCode);

/** What load balancers are on AWS: the addresses' one hands on to the one behind it, whose rules name routes. */
export const servedByBalancers = ({ routes, refusal }: DeployedBalancers, host: Pick<LambdaHost, 'invoke'>): Served => ({
  answer: async request => {
    const { method = 'GET', url: target = '/', rawHeaders } = request;
    const body = await readBody(request, LARGEST_REQUEST);
    const path = target.split('?')[0];
    const route = routes.find(({ method: wanted, resource }) => wanted === method && resource === path);
    if (!route) return refusal;
    if (body.length > LARGEST_REQUEST) return page(413, 'Request Entity Too Large');
    const event = balancerEvent(route, { method, target, rawHeaders, body });
    if (event === 'no text') return page(502, 'Bad Gateway');
    const outcome = await host.invoke(route.functionArn, event);
    if (outcome.kind === 'failed' || !isAnswer(outcome.payload)) return page(502, 'Bad Gateway');
    // it reads the one kind of headers or the other.
    const { headers, multiValueHeaders, ...answer } = outcome.payload;
    return { ...answer, ...route.multiValueHeaders ? { multiValueHeaders } : { headers } };
  },
  unavailable: () => page(502, 'Bad Gateway'),
});
