// any order of sessions, people, answers and time: what must hold whatever happens.
import fc from 'fast-check';
import { startSandbox, type Sandbox } from '../../../lib/local/sandbox';
import { call, selfCustomer, startReceiver, type Receiver } from './support';

const DAY = 86_400_000;

type Step =
  | { readonly do: 'create'; readonly environment: 'test' | 'live'; readonly life: number }
  | { readonly do: 'complete'; readonly which: number; readonly scenario: string }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'answer'; readonly status: number }
  | { readonly do: 'fault'; readonly kind: 'duplicate' | 'lost' | 'reorder' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), environment: fc.constantFrom('test', 'live'), life: fc.integer({ min: 60, max: 7_200 }) }) },
  {
    weight: 5, arbitrary: fc.record({
      do: fc.constant('complete' as const), which: fc.nat(20), scenario: fc.constantFrom('adult', 'minor', 'sanctioned', 'forged-document', 'abandoned'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 20_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('answer' as const), status: fc.constantFrom(200, 204, 401, 408, 429, 500, 503) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fault' as const), kind: fc.constantFrom('duplicate', 'lost', 'reorder') }) },
);

interface Known {
  readonly id: string;
  readonly environment: 'test' | 'live';
  last: string;
}

const ends: Record<string, string> = { 'adult': 'valid', 'minor': 'invalid', 'sanctioned': 'invalid', 'forged-document': 'error', 'abandoned': 'expired' };

/** One run: a sandbox, an endpoint, and what a client knows of both. */
class Run {
  private readonly customer: ReturnType<typeof selfCustomer>;
  readonly known: Known[] = [];
  /** Verifications of deliveries that were answered 2xx. */
  readonly accepted: string[] = [];
  private status = 200;

  constructor(private readonly sandbox: Sandbox, private readonly receiver: Receiver, private readonly credits: number) {
    this.customer = selfCustomer(sandbox, { credits });
    receiver.answer = ({ body }) => {
      if (this.status < 300) this.accepted.push(JSON.parse(body).verification_id);
      return this.status;
    };
  }

  async register(): Promise<void> {
    for (const environment of ['test', 'live']) await this.customer.organization.registerEndpoint({ environment, url: this.receiver.url });
  }

  async take(next: Step): Promise<void> {
    switch (next.do) {
      case 'create': return this.create(next.environment, next.life);
      case 'complete': return this.complete(next.which, next.scenario);
      case 'wait': return this.sandbox.clock.advance(next.seconds * 1_000);
      case 'answer': this.status = next.status; return;
      case 'fault': this.sandbox.fault({ on: 'webhooks', kind: next.kind });
    }
  }

  private async create(environment: 'test' | 'live', expiresInSeconds: number) {
    const affordable = this.customer.organization.credits() >= 25;
    const { status, body } = await this.customer.create(environment, { expiresInSeconds });
    expect(status).toBe(environment === 'test' || affordable ? 201 : 402);
    if (status === 201) this.known.push({ id: body.id, environment, last: 'pending' });
  }

  private async complete(which: number, scenario: string) {
    const session = this.known[which % Math.max(this.known.length, 1)];
    if (!session) return;
    const before = await this.statusOf(session);
    if (before === 'pending') expect(this.sandbox.complete(session.id, { scenario }).status).toBe(ends[scenario]);
    else if (scenario !== 'abandoned') expect(() => this.sandbox.complete(session.id, { scenario })).toThrow(before);
    await this.sandbox.clock.settled();
  }

  private async statusOf({ id, environment }: Known): Promise<string> {
    return (await call(`${this.sandbox.url}/v1/sessions/${id}`, { token: this.customer.keys[environment] })).body.status;
  }

  /** What a client sees after every step. */
  async check(): Promise<void> {
    let open = 0;
    let charged = 0;
    for (const session of this.known) {
      const status = await this.statusOf(session);
      // pending → valid | invalid | error | expired, and there it stays.
      expect(session.last === 'pending' || session.last === status).toBe(true);
      session.last = status;
      if (session.environment === 'live' && status === 'pending') open += 25;
      if (session.environment === 'live' && (status === 'valid' || status === 'invalid')) charged += 25;
      expect(this.sandbox.events().filter(({ about }) => about.includes(session.id))).toHaveLength(status === 'pending' ? 0 : 1);
    }
    const { body } = await call(`${this.sandbox.url}/dashboard/v1/usage`, { token: this.customer.organization.dashboardToken });
    expect(body).toMatchObject({ balance: this.credits - charged, held: open });
    expect(body.balance - body.held).toBeGreaterThanOrEqual(0);
    expect(body.days.reduce((sum: number, { credits }: { credits: number }) => sum + credits, 0)).toBe(charged);
  }

  /** However it went, an event ends accepted, or refused or given up as the endpoint's own answers had it. */
  async finish(): Promise<void> {
    this.status = 200;
    await this.sandbox.clock.advance(2 * DAY);
    await this.check();
    expect(this.known.every(({ last }) => last !== 'pending')).toBe(true);
    for (const { id } of this.known) {
      const [delivery, ...others] = this.sandbox.deliveries(id);
      expect(others).toEqual([]);
      const statuses = delivery!.attempts.map(({ status }) => status);
      expect(delivery!.state).toBe(statuses.at(-1) === 401 ? 'refused' : 'accepted');
      expect(this.accepted.includes(id)).toBe(delivery!.state === 'accepted');
      // nothing is sent again once it was accepted or refused.
      expect(statuses.slice(0, -1).every(status => typeof status === 'string' || [408, 429, 500, 503].includes(status))).toBe(true);
    }
  }
}

test('sessions move once, credits balance, and every event is delivered until it is accepted', async () => {
  const receiver = await startReceiver();
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), fc.constantFrom(30, 120, 1_000), async (steps, credits) => {
    const sandbox = await startSandbox({ frozen: true });
    try {
      const run = new Run(sandbox, receiver, credits);
      await run.register();
      for (const next of steps) {
        await run.take(next);
        await run.check();
      }
      await run.finish();
    } finally {
      await sandbox.close();
    }
  }), { numRuns: 60 });
  await receiver.close();
}, 300_000);
