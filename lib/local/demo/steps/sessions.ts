import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { SessionsRequest, SessionsResponse } from '../../../../lambda/sessions/contract';
import { invokeAs } from '../../lambda/invoker';
import type { ProviderAccount } from '../provider/side';
import type { Character, Registration, Story } from '../story';
import { roleSettings } from '../world';

/** What a journey is for where the provider asks; nothing where a flow says it. */
const parametersOf: Readonly<Record<ProviderAccount['provider'], Readonly<Record<string, unknown>> | undefined>> = {
  'self': undefined,
  'uae-kyc': { journeyType: 'ONBOARDING' },
};

/** Calls the environment's own function for sessions as the team's backend does, with the backend's role. */
export const askForSession = async ({ world }: Story, { environment }: Character, request: SessionsRequest): Promise<SessionsResponse> => {
  const backend = roleSettings(environment, environment.output('Backend', 'WorkerRoleArn'));
  const { Payload: payload, FunctionError: failed } = await invokeAs(backend, world.host).send(new InvokeCommand({
    FunctionName: environment.output('Sessions', 'SessionsFunctionArn'), Payload: Buffer.from(JSON.stringify(request)),
  }));
  const text = Buffer.from(payload).toString('utf8');
  if (failed) throw new Error(`the sessions function of ${environment.name} failed: ${text}`);
  return JSON.parse(text) as SessionsResponse;
};

/** A session as a backend asks for it, on the newest flow of its environment unless another one is named. */
export const sessionRequest = ({ settings, account }: Registration, externalUuid: string = randomUUID(), flowId = settings.flowIds?.[0]): SessionsRequest => ({
  version: 1, operation: 'create', binding: settings.binding, externalUuid, flowId, parameters: account && parametersOf[account.provider],
});

/** What a request came to, in words that compare well. */
export const wordsOf = (response: SessionsResponse): string => (response.outcome === 'refused' ? `refused: ${response.code}` : response.outcome);

const ATTEMPTS = 6;
const RETRY_DELAY_MS = 250;

/** The session that was given; what may be asked again, as on a machine that is too busy, is asked again, as backends do. @throws where there is none */
export const createSession = async (story: Story, character: Character, registration: Registration, externalUuid: string): Promise<{ readonly id: string }> => {
  const request = sessionRequest(registration, externalUuid);
  for (let attempt = 1; ; attempt += 1) {
    const response = await askForSession(story, character, request);
    if (response.outcome !== 'refused') return response.session;
    const { name } = character.environment;
    if (!response.retryable || attempt === ATTEMPTS) throw new Error(`${name} gives no session of ${registration.settings.binding}: ${response.code}`);
    await pause(RETRY_DELAY_MS + (response.retryAfterSeconds ?? 0) * 1_000);
  }
};

/** Days of retries pass in a moment: the provider's clock is driven until nothing about the verification is on its way. */
const RETRIES = 8;

/**
 * Waits until every delivery about a verification has been accepted, as a person waits whose machine is busy: what came too late for the
 * provider's patience is sent again.
 */
export const delivered = async ({ world: { providers: { sandbox } } }: Story, about: string): Promise<void> => {
  for (let retry = 0; retry < RETRIES; retry += 1) {
    await sandbox.clock.settled();
    const waiting = sandbox.deliveries(about).flatMap(({ state, nextAt }) => (state === 'pending' && nextAt !== undefined ? [nextAt] : []));
    if (waiting.length === 0) return;
    await sandbox.clock.advance(Math.max(...waiting) - sandbox.clock.now());
  }
};
