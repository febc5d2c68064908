import * as fc from 'fast-check';
import type { CreditsSettings } from '../../../lambda/credits/contract';
import { keepBalance } from '../../../lambda/sessions/told-balance';
import { faults } from '../support/fake-aws';
import { CreditsWorld, settings } from './support';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string): number => Date.parse(text);
const iso = (time: number): string => new Date(time).toISOString();
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A world in which a charge is a verification of Self at 25, or of UAE KYC at 1, and in which balances are told. */
class BalanceWorld extends CreditsWorld {
  readonly summarize;

  constructor(allotment: CreditsSettings['allotment'], bindings = settings.bindings) {
    super();
    this.summarize = this.instance(JSON.stringify({ version: 1, bindings, ...allotment === undefined ? {} : { allotment } }));
  }

  async charge(binding: string, id: string, time: number): Promise<void> {
    const [type, status] = binding === 'uae' ? ['journey.settled', 'COMPLETED'] as const : ['verification.completed', 'valid'] as const;
    await this.handler({ Records: [this.record({ binding, id, type, status, occurredAt: iso(time) })] });
  }

  tell(binding: string, credits: number, time: number): Promise<void> {
    return keepBalance(this.dynamo.client, 'sessions', binding, { credits, at: time });
  }

  /** A metric by what it is kept by: `self`, or `all`. */
  kept(name: string): Record<string, number> {
    return Object.fromEntries(this.lines.map(line => JSON.parse(line) as Record<string, number | string>).filter(line => line[name] !== undefined)
      .map(line => [line['Binding'] ?? 'all', Number(line[name])]));
  }
}

const self = { self: settings.bindings['self']! };

describe('a told balance', () => {
  test('that is what was counted until then differs by nothing, whatever was charged afterwards', async () => {
    const world = new BalanceWorld(10_000, self);
    for (const [id, time] of [['a', '2026-04-01T00:00:00Z'], ['b', '2026-04-15T08:00:00Z'], ['c', '2026-04-15T08:00:01Z']]) await world.charge('self', id!, at(time!));
    await world.charge('self', 'march', at('2026-03-31T23:59:59Z'));
    await world.tell('self', 9_950, at('2026-04-15T08:00:00Z'));
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 0 });
  });

  test.each([[9_000, 950], [10_400, 450], [9_950, 0]])('of %i differs by %i, in either direction', async (credits, difference) => {
    const world = new BalanceWorld({ self: 10_000 }, self);
    for (const id of ['a', 'b']) await world.charge('self', id, at('2026-04-15T01:00:00Z'));
    await world.tell('self', credits, at('2026-04-15T08:00:00Z'));
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ self: difference });
  });

  test('is compared for a day, so that what came late is counted, and then no longer', async () => {
    const world = new BalanceWorld(10_000, self);
    await world.tell('self', 9_975, world.time);
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 25 });
    await world.charge('self', 'late', world.time - 1);
    world.time += day;
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 0 });
    world.lines.length = 0;
    world.time += 1;
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({});
  });

  test('of the last day of a month is compared with that month', async () => {
    const world = new BalanceWorld(10_000, self);
    world.time = at('2026-05-01T06:00:00Z');
    await world.charge('self', 'april', at('2026-04-02T00:00:00Z'));
    await world.charge('self', 'may', at('2026-05-01T01:00:00Z'));
    await world.tell('self', 9_975, at('2026-04-30T23:00:00Z'));
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 0 });
  });

  test('of one of two that share an allotment says nothing of both', async () => {
    const world = new BalanceWorld(10_000);
    await world.tell('self', 1, world.time);
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({});
    await world.tell('uae', 9_990, world.time);
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 9 });
  });

  test('that is older than what is known changes nothing', async () => {
    const world = new BalanceWorld(10_000, self);
    await world.tell('self', 9_000, world.time);
    await world.tell('self', 1, world.time - 1);
    await world.summarize({});
    expect(world.kept('CreditBalanceDifference')).toEqual({ all: 1_000 });
  });

  test('without an allotment is what is left, less what was counted since, until more was consumed than was told', async () => {
    const world = new BalanceWorld(undefined, self);
    await world.summarize({});
    expect(world.kept('CreditsRemaining')).toEqual({});
    await world.tell('self', 60, at('2026-03-31T12:00:00Z'));
    await world.charge('self', 'before', at('2026-03-31T12:00:00Z'));
    for (const [index, left] of [35, 10, undefined].entries()) {
      world.lines.length = 0;
      await world.charge('self', `after-${index}`, at('2026-03-31T12:00:01Z') + index * 3 * day);
      await world.summarize({});
      expect(world.kept('CreditsRemaining')).toEqual(left === undefined ? {} : { self: left, all: left });
    }
  });

  test('of one binding alone is not what the environment holds', async () => {
    const world = new BalanceWorld({ uae: 100 });
    await world.summarize({});
    expect(world.kept('CreditsRemaining')).toEqual({ uae: 100 });
    await world.tell('self', 60, world.time);
    await world.summarize({});
    expect(world.kept('CreditsRemaining')).toEqual({ uae: 100, self: 60, all: 160 });
  });

  test('is forgotten after five weeks', async () => {
    const world = new BalanceWorld(undefined, self);
    await world.tell('self', 60, world.time - 35 * day - 1);
    await world.summarize({});
    expect(world.kept('CreditsRemaining')).toEqual({});
  });

  test.each(Object.entries(faults))('that cannot be read because the store is %s is no balance of nothing', async (_, fault) => {
    const world = new BalanceWorld(undefined, self);
    await world.tell('self', 60, world.time);
    world.dynamo.interrupt = (name, { TableName }) => (name === 'Query' && TableName === 'sessions' ? { fault } : undefined);
    await expect(world.summarize({})).rejects.toThrow();
    expect(world.lines).toEqual([]);
  });
});

test.each([{ self: 0 }, { self: '7' }, { other: 7 }, [7]])('does not begin with the allotment %j', async allotment => {
  await expect(new CreditsWorld().instance(JSON.stringify({ ...settings, allotment }))({})).rejects.toThrow('malformed credits settings');
});

test('differences and what is left are those of plain arithmetic, whatever was repeated, over months and bindings', async () => {
  const names = ['self', 'uae'] as const;
  const cost = { self: 25, uae: 1 };
  // five weeks on both sides of the turn of a month, to the hour.
  const hours = fc.integer({ min: 0, max: 40 * 24 }).map(count => at('2026-03-06T00:00:00Z') + count * hour);
  const charges = fc.array(fc.record({ binding: fc.constantFrom(...names), number: fc.nat(12), time: hours }), { maxLength: 16 });
  const tellings = fc.array(fc.record({ binding: fc.constantFrom(...names), credits: fc.integer({ min: -50, max: 400 }), time: hours }), { maxLength: 5 });
  const allotments = fc.constantFrom(undefined, 300, { self: 300 }, { uae: 20 }, { self: 300, uae: 20 });
  await fc.assert(fc.asyncProperty(charges, tellings, allotments, hours, fc.constantFrom(0, 1, 12, 24), async (made, told, allotment, now, age) => {
    const world = new BalanceWorld(allotment);
    world.time = now;
    const events = [...new Map(made.filter(({ time }) => time <= now).map(charge => [`${charge.binding} ${charge.number}`, charge] as const).reverse()).values()];
    for (const { binding, number, time } of [...events, ...events.slice(0, 3)]) await world.charge(binding, `v${number}`, time);
    // most tellings of chance are old ones; one of the last day comes along.
    const heard = [...told, ...told.slice(0, 2).map(telling => ({ ...telling, time: now - age * hour }))].filter(({ time }) => time <= now);
    for (const { binding, credits, time } of heard) await world.tell(binding, credits, time);
    world.lines.length = 0;
    await world.summarize({});

    const month = (time: number) => iso(time).slice(0, 7);
    const spent = (binding: string, fits: (time: number) => boolean) =>
      sum(events.filter(event => event.binding === binding && fits(event.time)).map(event => cost[event.binding]));
    // of equal times the first telling stays.
    const last = (binding: string) => heard.filter(telling => telling.binding === binding && telling.time >= now - 35 * day)
      .reduce<typeof heard[number] | undefined>((one, other) => (one !== undefined && one.time >= other.time ? one : other), undefined);
    const until = (binding: string, time: number) => spent(binding, own => own <= time && month(own) === month(time));
    const differences: Record<string, number> = {};
    const left: Record<string, number> = {};
    const [one, two] = [last('self'), last('uae')];
    if (typeof allotment === 'number') {
      left['all'] = allotment - sum(names.map(binding => spent(binding, time => month(time) === month(now))));
      if (one && two && month(one.time) === month(two.time) && Math.max(one.time, two.time) >= now - day) {
        differences['all'] = Math.abs(one.credits + two.credits - (allotment - until('self', one.time) - until('uae', two.time)));
      }
    } else {
      for (const binding of names) {
        const granted = (allotment as Record<string, number> | undefined)?.[binding];
        const telling = last(binding);
        if (granted !== undefined) left[binding] = granted - spent(binding, time => month(time) === month(now));
        else if (telling) {
          const rest = telling.credits - spent(binding, time => time > telling.time);
          if (rest >= 0) left[binding] = rest;
        }
        if (granted !== undefined && telling && telling.time >= now - day) {
          differences[binding] = Math.abs(telling.credits - (granted - until(binding, telling.time)));
        }
      }
      if (names.every(binding => left[binding] !== undefined)) left['all'] = left['self']! + left['uae']!;
    }
    expect(world.kept('CreditBalanceDifference')).toEqual(differences);
    expect(world.kept('CreditsRemaining')).toEqual(left);
  }), { numRuns: 300 });
});
