import { isPending, known, type EnvironmentContext, type Onboarded } from '../environment';
import { providers } from '../providers';
import type { BindingSettings } from '../../lambda/webhook/contract';

/** Parameter paths under which an account publishes ARNs and public settings; equal in every account by design. */
export const parameterPaths = {
  secrets: '/bulkhead/secrets',
  bindings: '/bulkhead/webhook/bindings',
  /** Settings of the bindings as sessions are created there. */
  sessions: '/bulkhead/sessions/bindings',
  /** ARNs of the functions that the operator's commands call. */
  operator: '/bulkhead/operator',
} as const;

/** What a provider issues for one registration; also the last part of the parameter that holds the secret's ARN. */
export const secretKinds = ['api-key', 'signing-secret', 'dashboard'] as const;

export type SecretKind = (typeof secretKinds)[number];

/**
 * Role of the person who stores and rotates secrets, equal in every account by design: the commands assume it without
 * looking anything up, so that a wrong account cannot name another one.
 */
export const operatorRoleName = 'bulkhead-operator';

/** Role of the person who has one person's data erased: not the one who keeps the secrets. */
export const eraserRoleName = 'bulkhead-eraser';

/** All values, or `null` while onboarding still owes one: the receiver then decides nothing. */
const complete = (values: readonly Onboarded<string>[]): readonly string[] | null =>
  (values.length === 0 || values.some(isPending) ? null : known(values));

/** What the receiver needs to know of one binding: public values and the ARN of its signing secret. */
export const bindingSettings = ({ config, flows }: EnvironmentContext, binding: string, secretArn: string): BindingSettings => {
  const registration = config.providers[binding];
  if (!registration) throw new Error(`'${config.name}' has no binding '${binding}'`);
  const provider = providers[registration.provider];
  return {
    version: 1,
    binding,
    provider: registration.provider,
    scheme: registration.scheme ?? provider.scheme,
    secretArn,
    flowIds: complete((flows[binding] ?? []).map(({ id }) => id)),
    subscriptionIds: complete(registration.subscriptionIds ?? []),
  };
};
