import type { ChargedBinding, CreditsSettings } from './contract';

const isCost = (value: unknown): boolean => typeof value === 'number' && value > 0;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBinding = (value: unknown): boolean => isObject(value)
  && typeof value['provider'] === 'string'
  && isObject(value['costs']) && Object.values(value['costs']).length > 0 && Object.values(value['costs']).every(isCost)
  && isObject(value['flows']) && Object.values(value['flows']).every(kind => typeof kind === 'string' && Object.hasOwn(value['costs'] as object, kind));

const isAllotment = (value: unknown, bindings: object): boolean => value === undefined || isCost(value)
  || (isObject(value) && Object.entries(value).every(([binding, credits]) => isCost(credits) && Object.hasOwn(bindings, binding)));

/** Reads what is charged; anything unexpected fails: a count with a wrong price is worse than none. */
export const readCreditsSettings = (text: string): CreditsSettings => {
  const settings = JSON.parse(text) as unknown;
  const usable = isObject(settings) && settings['version'] === 1
    && isObject(settings['bindings']) && Object.values(settings['bindings']).every(isBinding)
    && isAllotment(settings['allotment'], settings['bindings']);
  if (!usable) throw new Error('malformed credits settings');
  return settings as unknown as CreditsSettings;
};

/** The kind of check that a verification of a flow is: its own, or the dearest, so that the estimate is never too low. */
export const kindOf = ({ costs, flows }: ChargedBinding, flow: string | undefined): string =>
  (flow !== undefined && Object.hasOwn(flows, flow) ? flows[flow]! : Object.keys(costs).reduce((one, other) => (costs[other]! > costs[one]! ? other : one)));
