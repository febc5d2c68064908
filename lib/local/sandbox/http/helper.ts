import { timingSafeEqual } from 'node:crypto';
import { LATEST } from '../clock';
import { isoTime, openEnvironment, valuesOf, type Core } from '../core';
import type { DocumentRequest } from '../credentials/documents';
import type { Fault } from '../faults';
import type { AuthorityName, SandboxEnvironmentName } from '../model/environments';
import { digestOf } from '../model/ids';
import { refuseIssues, unauthenticated } from '../model/problem';
import type { Organization } from '../model/state';
import { complete, issueDocument, type Completion } from '../provider/complete';
import { createOrganization, organizationOf, type OrganizationRequest } from '../provider/organizations';
import { addResident } from '../provider/residents';
import { scenariosOf } from '../scenarios';
import { adjustmentIssues, completionIssues, faultIssues, isAmount, organizationIssues } from './helper-issues';
import { bearerOf, jsonOf, type Asked, type Reply, type Route } from './router';

const organizationView = ({ id, name, provider, sandboxMode, balance, held, costs, requestsPerSecond, quirks }: Organization) =>
  ({ id, name, provider, sandboxMode, balance, held, costs, requestsPerSecond, quirks });

/** What the provider itself would change: credits, prices, limits, and what is open about it. */
const adjust = (organization: Organization, { credits, costs, requestsPerSecond, quirks }: Partial<OrganizationRequest>): void => {
  if (credits !== undefined) organization.balance = credits + organization.held;
  if (requestsPerSecond !== undefined) organization.requestsPerSecond = requestsPerSecond;
  Object.assign(organization.costs, costs);
  Object.assign(organization.quirks, quirks);
};

/** Drives the sandbox: what no provider lets its customers do. Its token is the sandbox's own. */
export const helper = (core: Core, addresses: () => Readonly<Record<string, string>>): readonly Route[] => {
  const { state, clock, faults } = core;
  const isOperator = (asked: Asked) => timingSafeEqual(Buffer.from(digestOf(bearerOf(asked) ?? '')), Buffer.from(digestOf(state.token)));
  const route = (method: string, path: string, handle: (asked: Asked) => Reply | Promise<Reply>): Route => ({
    method, path: `/sandbox/v1${path}`, handle: asked => {
      if (!isOperator(asked)) throw unauthenticated('the sandbox token is missing or wrong; the sandbox prints it when it starts');
      return handle(asked);
    },
  });
  return [
    route('GET', '/organizations', () => ({ status: 200, body: { addresses: addresses(), organizations: valuesOf(state.organizations).map(organizationView) } })),
    route('POST', '/organizations', asked => {
      const request = jsonOf(asked);
      refuseIssues(organizationIssues(request));
      const { organization, dashboardToken } = createOrganization(core, request as unknown as OrganizationRequest);
      return { status: 201, body: { ...organizationView(organization), dashboardToken } };
    }),
    route('PATCH', '/organizations/:id', asked => {
      const organization = organizationOf(core, asked.params['id'] ?? '');
      const changes = jsonOf(asked);
      refuseIssues(adjustmentIssues(changes));
      adjust(organization, changes);
      return { status: 200, body: organizationView(organization) };
    }),
    route('POST', '/organizations/:id/records', asked => {
      const organization = organizationOf(core, asked.params['id'] ?? '');
      const { environment, document } = jsonOf(asked);
      const { name } = openEnvironment(organization, environment);
      const { id, uaekycId } = addResident(core, organization, name, (document ?? {}));
      return { status: 201, body: { id, uaekycId } };
    }),
    route('GET', '/clock', () => ({ status: 200, body: { now: isoTime(clock.now()) } })),
    route('POST', '/clock', async asked => {
      const { advanceSeconds } = jsonOf(asked);
      refuseIssues(isAmount(advanceSeconds) && clock.now() + advanceSeconds * 1_000 < LATEST ? [] : [{ path: ['advanceSeconds'], message: 'must be a whole number, and end before the year 9000' }]);
      await clock.advance((advanceSeconds as number) * 1_000);
      return { status: 200, body: { now: isoTime(clock.now()) } };
    }),
    route('GET', '/scenarios', ({ query }) => ({
      status: 200,
      body: {
        scenarios: (['self', 'uae-kyc'] as const).filter(provider => [provider, ''].includes(query.get('provider') ?? ''))
          .flatMap(provider => (['test', 'live'] as const)
            .flatMap(kind => scenariosOf(provider, kind).map(({ name, title, expected }) => ({ provider, class: kind, name, title, expected })))),
      },
    })),
    route('POST', '/documents', asked => {
      const { document = {}, authority = 'mock' } = jsonOf(asked);
      refuseIssues(['mock', 'controlled', 'live', 'forged'].includes(authority as string) ? [] : [{ path: ['authority'], message: 'must be mock, controlled, live or forged' }]);
      return { status: 201, body: { credential: issueDocument(core, document as DocumentRequest, authority as AuthorityName | 'forged') } };
    }),
    route('POST', '/sessions/:id/complete', asked => {
      const how = jsonOf(asked);
      refuseIssues(completionIssues(how));
      return { status: 200, body: complete(core, asked.params['id'] ?? '', how as unknown as Completion) };
    }),
    route('GET', '/deliveries', ({ query }) => {
      const about = query.get('about');
      const deliveries = valuesOf(state.deliveries).filter(({ event }) => about === null || state.events[event]?.about.includes(about));
      return {
        status: 200,
        body: {
          deliveries: deliveries.map(({ id, event, endpoint, attempts, state: now, nextAt = null }) => ({ id, event, endpoint, attempts, state: now, nextAt })),
        },
      };
    }),
    route('GET', '/faults', () => ({ status: 200, body: { faults: faults.list() } })),
    route('POST', '/faults', asked => {
      const fault = jsonOf(asked);
      refuseIssues(faultIssues(fault));
      faults.add(fault as unknown as Fault & { environment?: SandboxEnvironmentName });
      return { status: 201, body: { faults: faults.list() } };
    }),
    route('DELETE', '/faults', () => {
      faults.clear();
      return { status: 204 };
    }),
  ];
};
