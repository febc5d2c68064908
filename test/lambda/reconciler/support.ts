import { reconcile } from '../../../lambda/reconciler/reconcile';
import { OpenSessions } from '../../../lambda/reconciler/open-sessions';
import { ApiKeys } from '../../../lambda/sessions/api-key';
import { SessionBindings } from '../../../lambda/sessions/settings';
import { singleEntry } from '../../../lambda/webhook/entry';
import { Inbox } from '../../../lambda/webhook/inbox';
import type { Stored } from '../../../lambda/webhook/inbox';
import { request, SessionsWorld } from '../sessions/support/world';

const minute = 60_000;

/** Sessions that were created, an inbox that their webhooks reach or not, and the reconciler between them. */
export class ReconcilerWorld extends SessionsWorld {
  readonly bodies = new Map<string, Buffer>();

  inbox(): Inbox {
    return new Inbox(this.dynamo.client, (_, name, body) => Promise.resolve(void this.bodies.set(name, body)), { table: 'inbox', bucket: 'bodies' }, this.now);
  }

  /** Creates sessions of as many people; returns the provider's ids. */
  async open(count: number, first = 0): Promise<string[]> {
    const ids: string[] = [];
    for (let index = first; index < first + count; index++) {
      const made = await this.call(request({ externalUuid: `a1b2c3d4-5678-4e9a-b012-${String(index).padStart(12, '0')}` }));
      if (made.outcome !== 'created') throw new Error(`no session: ${JSON.stringify(made)}`);
      ids.push(made.session.id);
    }
    return ids;
  }

  /** What the receiver does with an authentic webhook. */
  deliver(id: string, status: string, deliveryId = 'msg_1', proof = 'CANARY-PROOF'): Promise<Stored> {
    const type = 'verification.completed';
    const occurredAt = new Date(this.time).toISOString();
    const rank = { expired: 1, error: 2, valid: 3, invalid: 4 }[status] ?? 0;
    const body = Buffer.from(JSON.stringify({ type, verification_id: id, status, proof }));
    return this.inbox().put(singleEntry(
      { binding: 'self', provider: 'self', deliveryId, secretVersion: 'v1', receivedAt: this.time },
      { verification: id, event: type, type, status, rank, occurredAt, value: { members: new Map(), text: '' } }, body,
    ));
  }

  /** The provider's own end of a session. */
  complete(id: string, status: string): void {
    const session = this.provider.sessions.find(made => made.id === id)!;
    session.status = status;
    session.completedAt = new Date(this.time).toISOString();
  }

  async reconcile(timeLeft: () => number = () => 240_000): Promise<void> {
    const keys = new ApiKeys(this.configuration, this.now);
    const bindings = new SessionBindings(this.configuration, '/sessions', this.now);
    const dependencies = { transport: this.provider.transport, now: this.now, pause: this.pause, random: () => 0.5 };
    await reconcile({
      sessions: new OpenSessions(this.dynamo.client, 'sessions'), dynamodb: this.dynamo.client, inboxTable: 'inbox', inbox: this.inbox(),
      credentials: this.credentials, now: this.now, environment: 'staging', write: line => this.lines.push(line),
      lineOf: async (binding, sent) => ({
        binding: await bindings.get(binding), credentials: this.credentials, keys, dependencies, deadline: this.time + 15_000, sent,
      }),
    }, timeLeft);
  }

  later(minutes: number): void {
    this.time += minutes * minute;
  }

  sessionsBy(state: string): number {
    return this.dynamo.all('sessions').filter(item => item['state']?.S === state).length;
  }
}
