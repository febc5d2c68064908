import { randomUUID } from 'node:crypto';
import { lifecycleEvents } from '../outbox/payloads';
import type { Sandbox } from '../sandbox';
import { scenariosOf } from '../scenarios';
import { shown, type Case } from './case';
import type { UaeKycSubject } from './types';

/** Every scenario of a resident's journey, and every lifecycle event, alone and in a batch. */
export const uaeKycCases = (sandbox: Sandbox, { binding, environment, organization, createSession, journeyStatus, observe }: UaeKycSubject): Case[] => {
  const journeys = journeyStatus === undefined ? [] : scenariosOf('uae-kyc', 'test').map(({ name, expected }): Case => ({
    name: `${binding}: ${name}`,
    run: async () => {
      const { id } = await createSession(randomUUID());
      sandbox.complete(id, { scenario: name });
      return shown([expected], [await journeyStatus(id)]);
    },
  }));
  const deliver = async (types: readonly typeof lifecycleEvents[number][]) => {
    const resident = organization.addResident(environment);
    organization.generateEvents(types.map(type => ({ resident: resident.id, type })));
    await sandbox.clock.settled();
    const arrived = await observe(String(resident.uaekycId));
    return shown([`${types.length} events`], [`${arrived.length} events`]);
  };
  return [
    ...journeys,
    ...lifecycleEvents.map((type): Case => ({ name: `${binding}: ${type}`, run: () => deliver([type]) })),
    { name: `${binding}: a batch of every event`, run: () => deliver(lifecycleEvents) },
  ];
};
