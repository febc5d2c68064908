import { apiFaults, deliveryFaults } from '../faults';
import { findTraits } from '../model/environments';
import { isObject, type Issue } from '../model/problem';

type Given = Readonly<Record<string, unknown>>;

export const isAmount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** Nothing, or what fits. */
const optional = (value: unknown, fits: (value: unknown) => boolean, path: Issue['path'], message: string): Issue[] =>
  (value === undefined || fits(value) ? [] : [{ path, message }]);

const isRecordOf = (fits: (value: unknown) => boolean) => (value: unknown): boolean => isObject(value) && Object.values(value).every(fits);

const quirks = ['probesEndpoints', 'oneFlowPerProduct', 'freshDeliveryIds', 'firstTimestamps'];

export const adjustmentIssues = ({ credits, costs, requestsPerSecond, quirks: asked }: Given): Issue[] => [
  ...optional(credits, isAmount, ['credits'], 'must be a whole number'),
  ...optional(requestsPerSecond, isAmount, ['requestsPerSecond'], 'must be a whole number'),
  ...optional(costs, isRecordOf(isAmount), ['costs'], 'must be whole numbers by kind of check'),
  ...optional(asked, value => isRecordOf(inner => typeof inner === 'boolean')(value) && Object.keys(value as object).every(name => quirks.includes(name)),
    ['quirks'], `must be true or false for any of ${quirks.join(', ')}`),
];

export const organizationIssues = (given: Given): Issue[] => [
  ...typeof given['name'] === 'string' && given['name'] !== '' ? [] : [{ path: ['name'], message: 'must be a text' }],
  ...given['provider'] === 'self' || given['provider'] === 'uae-kyc' ? [] : [{ path: ['provider'], message: 'must be self or uae-kyc' }],
  ...optional(given['sandboxMode'], value => typeof value === 'boolean', ['sandboxMode'], 'must be true or false'),
  ...adjustmentIssues(given),
];

const signers = ['mock', 'controlled', 'live', 'forged', 'trusted'];

export const completionIssues = ({ scenario, document, signer, credential }: Given): Issue[] => [
  ...[scenario, document, credential].filter(way => way !== undefined).length === 1 ? [] : [{ path: ['completion'], message: 'takes a scenario, a document or a credential' }],
  ...optional(scenario, value => typeof value === 'string', ['scenario'], 'must be a name'),
  ...optional(credential, value => typeof value === 'string', ['credential'], 'must be a text'),
  ...optional(signer, value => signers.includes(value as string), ['signer'], `must be one of ${signers.join(', ')}`),
];

const isEnvironment = (value: unknown): boolean => typeof value === 'string' && (['self', 'uae-kyc'] as const).some(provider => findTraits(provider, value));

export const faultIssues = ({ on, kind, times, delay, environment }: Given): Issue[] => {
  const kinds: readonly unknown[] = on === 'api' ? apiFaults : on === 'webhooks' ? deliveryFaults : [];
  return [
    ...kinds.includes(kind) ? [] : [{ path: ['kind'], message: `must be one of api: ${apiFaults.join(', ')}; webhooks: ${deliveryFaults.join(', ')}` }],
    ...optional(times, value => isAmount(value) && value > 0, ['times'], 'must be a whole number from 1'),
    ...optional(delay, isAmount, ['delay'], 'must be milliseconds'),
    ...optional(environment, isEnvironment, ['environment'], 'is no provider\'s'),
  ];
};
