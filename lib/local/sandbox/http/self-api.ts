import { find, type Core } from '../core';
import type { Session } from '../model/state';
import { complete } from '../provider/complete';
import { authenticate, type Caller } from '../provider/keys';
import { countRequest } from '../provider/rate';
import { createSession, readSession, sessionByToken } from '../provider/sessions';
import { applyFaults } from './guard';
import { bearerOf, jsonOf, type Asked, type Reply, type Route } from './router';
import { unauthenticated } from '../model/problem';

const created = (session: Session, token: string, url: string) => ({
  id: session.id,
  externalUuid: session.externalUuid,
  status: session.status,
  flowVersionId: session.flowVersionId,
  verificationToken: token,
  verificationUrl: `${url}/verify/${token}`,
  createdAt: session.createdAt,
  expiresAt: session.expiresAt,
  completedAt: session.completedAt,
});

const detail = ({ state }: Core, session: Session) => ({
  id: session.id,
  status: session.status,
  createdAt: session.createdAt,
  completedAt: session.completedAt,
  expiresAt: session.expiresAt,
  flowVersionId: session.flowVersionId,
  externalUuid: session.externalUuid,
  metadata: session.metadata,
  predicatesConfig: find(state.flows, session.flow, 'flow').configuration.ruleSet,
  proofAttributes: session.proofAttributes,
  storage: { state: session.status === 'valid' ? 'committed' : 'pending', uri: null, credentialId: null },
});

/** @see https://github.com/selfxyz/self-docs/blob/main/self-enterprise/sdk/api-reference.md */
export const selfApi = (core: Core): readonly Route[] => {
  const asCaller = (handle: (asked: Asked, caller: Caller) => Reply) => async (asked: Asked): Promise<Reply> => {
    const caller = authenticate(core, bearerOf(asked));
    if (caller.organization.provider !== 'self') throw unauthenticated('the API key is another provider\'s');
    await applyFaults(core, caller.key.environment);
    // counted by key, as the provider does.
    countRequest(core, caller.key.id, caller.organization.requestsPerSecond);
    return handle(asked, caller);
  };
  return [
    {
      method: 'POST', path: '/v1/sessions', handle: asCaller((asked, caller) => {
        const { session, token } = createSession(core, caller, jsonOf(asked));
        return { status: 201, body: created(session, token, core.url) };
      }),
    },
    { method: 'GET', path: '/v1/sessions/:id', handle: asCaller(({ params }, caller) => ({ status: 200, body: detail(core, readSession(core, caller, params['id'] ?? '')) })) },
    {
      // where the person's app goes: the token is all that it has.
      method: 'POST', path: '/verify/:token', handle: asked => {
        const session = sessionByToken(core, asked.params['token'] ?? '');
        return { status: 200, body: complete(core, session.id, { credential: String(jsonOf(asked)['credential']) }) };
      },
    },
    {
      method: 'GET', path: '/verify/:token', handle: ({ params }) => {
        const session = sessionByToken(core, params['token'] ?? '');
        return { status: 200, body: { status: session.status, expiresAt: session.expiresAt, present: 'POST {"credential": "…"} here, or complete the session through the sandbox' } };
      },
    },
  ];
};
