import { providers } from '../../../providers';
import { post } from '../outbox/post';
import { simulations, simulationTarget, type SimulationFlags, type SimulationTarget } from './target';
import type { Answer, SimulationResult } from './types';
import { idOf } from './wire';

export { simulations, simulationTarget, type SimulationFlags, type SimulationTarget };
export type { Answer, SimulationResult } from './types';

/** Longer than any provider waits: a first, cold answer is an answer. */
const PATIENCE = 15_000;

const verdictOf = (sent: readonly Answer[]): SimulationResult['verdict'] => {
  if (sent.some(({ answered }) => typeof answered !== 'number')) return 'undecided';
  return sent.every(({ answered, expected }) => expected.includes(answered as number)) ? 'as expected' : 'not as expected';
};

/** Sends what the provider would send, one after another. */
export const simulate = async ({ config, binding, simulation, url, ingredients }: SimulationTarget, secret: string, now: () => number): Promise<SimulationResult> => {
  const sent: Answer[] = [];
  for (const shot of simulation.compose({ ...ingredients, secret, now: now() })) {
    const started = performance.now();
    const { status, body } = await post(url, shot.headers, Buffer.from(shot.body, 'utf8'), Math.max(PATIENCE, providers[simulation.provider].deliveryPolicy.timeout));
    sent.push({ what: shot.what, id: idOf(shot), expected: shot.expected, answered: status, body, milliseconds: Math.round(performance.now() - started) });
  }
  return { environment: config.name, binding, scenario: simulation.name, url, sent, verdict: verdictOf(sent) };
};

/** The result for a person. */
export const simulationText = ({ environment, binding, scenario, url, sent, verdict }: SimulationResult): string => [
  `${scenario} → ${binding} of ${environment}, ${url}`,
  ...sent.map(({ what, id, expected, answered, milliseconds }) => `  ${what} (${id}): ${answered} in ${milliseconds} ms, expected ${expected.join(' or ')}`),
  verdict,
].join('\n');
