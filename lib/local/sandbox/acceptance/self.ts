import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../sandbox';
import type { DeliveryFault } from '../faults';
import { scenariosOf } from '../scenarios';
import { shown, type Case } from './case';
import type { SelfSubject } from './types';

/** Whether the flow has the rule that a scenario tries. */
const applies = ({ configuration }: SelfSubject, today: string) => (scenario: ReturnType<typeof scenariosOf>[number]): boolean =>
  scenario.document === undefined || scenario.document(configuration, today) !== undefined;

/** What goes wrong on the way, and the seconds after which the provider's next attempt is due. */
const trips: readonly { readonly name: string; readonly fault: DeliveryFault; readonly wait: number }[] = [
  { name: 'delivered twice at once', fault: 'duplicate', wait: 0 },
  { name: 'first attempt lost, retried', fault: 'lost', wait: 5 },
];

/** Every scenario of Self that the flow's rules allow, each with one event and its status; then what may happen on the way. */
export const selfCases = (sandbox: Sandbox, subject: SelfSubject): Case[] => {
  const { binding, createSession, observe } = subject;
  const statusesOf = async (id: string) => (await observe(id)).map(({ status = 'no status' }) => status);
  const verify = async (scenario: string, expected: string, wait = 0) => {
    const { id } = await createSession(randomUUID());
    sandbox.complete(id, { scenario });
    await sandbox.clock.settled();
    if (wait > 0) await sandbox.clock.advance(wait * 1_000);
    return shown([expected], await statusesOf(id));
  };
  const overtake = async () => {
    const [first, second] = [await createSession(randomUUID()), await createSession(randomUUID())];
    sandbox.fault({ on: 'webhooks', kind: 'reorder', environment: subject.class });
    for (const { id } of [first, second]) sandbox.complete(id, { scenario: 'adult' });
    await sandbox.clock.settled();
    return shown(['valid', 'valid'], [...await statusesOf(first.id), ...await statusesOf(second.id)]);
  };
  const scenarios = scenariosOf('self', subject.class)
    .filter(applies(subject, new Date(sandbox.clock.now()).toISOString().slice(0, 10)))
    .map(({ name, expected }): Case => ({ name: `${binding}: ${name}`, run: () => verify(name, expected) }));
  return [
    ...scenarios,
    ...trips.map(({ name, fault, wait }): Case => ({
      name: `${binding}: ${name}`,
      run: () => {
        sandbox.fault({ on: 'webhooks', kind: fault, environment: subject.class });
        return verify('adult', 'valid', wait);
      },
    })),
    { name: `${binding}: overtaken by a later one`, run: overtake },
  ];
};
