import { randomUUID } from 'node:crypto';
import type { ProviderAnswer, ProviderRequest, Transport } from '../../../../lambda/sessions/transport';

export interface Made {
  readonly id: string;
  readonly externalUuid: string;
  status: string;
  completedAt: string | null;
  readonly expiresAt: string;
}

export const answerOf = (status: number, body: unknown, headers: Partial<ProviderAnswer> = {}): ProviderAnswer =>
  ({ status, retryAfter: undefined, requestId: 'req_1', body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), ...headers });

/** A provider in memory that does what Self documents; what it should do otherwise is said for each call. */
export class FakeProvider {
  readonly sessions: Made[] = [];
  readonly requests: ProviderRequest[] = [];
  /** Answers, or throws, instead of the provider; afterwards where it says so the provider has done its part nevertheless. */
  interrupt: (request: ProviderRequest, count: number) => ProviderAnswer | Error | 'after' | undefined = () => undefined;
  /** What an interruption after the effect throws. */
  lost: Error = new Error('never set');
  environment = 'test';
  lifetime = 3_600_000;

  constructor(private readonly now: () => number) {}

  readonly transport: Transport = async request => {
    await Promise.resolve();
    this.requests.push(request);
    const instead = this.interrupt(request, this.requests.length);
    if (instead instanceof Error) throw instead;
    if (instead !== undefined && instead !== 'after') return instead;
    const answer = this.answer(request);
    if (instead === 'after') throw this.lost;
    return answer;
  };

  private answer({ method, path, body }: ProviderRequest): ProviderAnswer {
    if (method === 'POST') {
      const { externalUuid } = JSON.parse(body!) as { externalUuid: string };
      const expiresAt = new Date(this.now() + this.lifetime).toISOString();
      const session: Made = { id: randomUUID(), externalUuid, status: 'pending', completedAt: null, expiresAt };
      this.sessions.push(session);
      return answerOf(201, {
        ...session, flowVersionId: randomUUID(), verificationToken: `verify_${this.environment}_${session.id}`,
        verificationUrl: `https://verify.example.net/${session.id}`, createdAt: new Date(this.now()).toISOString(),
      });
    }
    const session = this.sessions.find(({ id }) => path.endsWith(id));
    return session === undefined ? answerOf(404, { code: 'not_found' }) : answerOf(200, { ...session, proofAttributes: { name: 'CANARY-PERSON' } });
  }
}
