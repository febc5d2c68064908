import type { Rule } from './subject';

/** Keys, data and billing of an environment agree: live means real people and charges, everything else means neither. */
export const agreeingClasses: Rule = ({ environments }) => environments.flatMap(({ name, credentials, data, billing }) => [
  ...credentials === 'live' && data === 'sandbox'
    ? [`'${name}' has live credentials and sandbox data; use test credentials, or real data`] : [],
  ...credentials === 'test' && data === 'real'
    ? [`'${name}' has test credentials and real data; use live credentials, or sandbox data`] : [],
  ...credentials === 'test' && billing.kind === 'credits'
    ? [`'${name}' has test credentials and credits; a provider never charges a test, so set billing to { kind: 'none' }`] : [],
]);

/** Sandbox data needs the provider organization's sandbox mode, and nothing else may run with it. */
export const sandboxMode: Rule = ({ environments }) => environments.flatMap(({ name, data, providers }) =>
  Object.entries(providers).flatMap(([binding, { sandboxMode: on }]) => {
    if (data === 'sandbox' && !on) return [`'${name}' has sandbox data, but sandbox mode of '${binding}' is off; enable it in the provider organization's settings, then set sandboxMode`];
    if (data !== 'sandbox' && on) return [`'${name}' has ${data} data, but sandbox mode of '${binding}' is on; disable it in the provider organization's settings, then set sandboxMode`];
    return [];
  }));

/** What is charged has a cost, nothing is charged without billing, and credits are granted to what consumes them. */
export const charges: Rule = ({ environments }) => environments.flatMap(({ name, billing, providers }) => [
  ...Object.entries(providers).flatMap(([binding, { charged = [] }]) => charged
    .filter(kind => billing.kind === 'none' || !(kind in billing.costs))
    .map(kind => (billing.kind === 'none'
      ? `'${name}' charges '${kind}' of '${binding}' without billing; remove 'charged', or set billing to credits`
      : `'${name}' charges '${kind}' of '${binding}' without a cost; add it to billing.costs`))),
  ...(billing.kind === 'credits' && typeof billing.allotment === 'object' ? Object.keys(billing.allotment) : [])
    .filter(binding => (providers[binding]?.charged ?? []).length === 0)
    .map(binding => `'${name}' grants credits to '${binding}', which is charged nothing; remove it from billing.allotment, or set 'charged' of the binding`),
]);

/** A live environment is promoted into, from an environment that exists; nothing is promoted in a circle. */
export const promotion: Rule = ({ environments }) => {
  const sources = new Map(environments.map(({ name, promotedFrom }) => [name, promotedFrom]));
  const circular = (name: string): boolean => {
    const seen = new Set<string>();
    for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = sources.get(at)) {
      seen.add(at);
      if (sources.get(at) === name) return true;
    }
    return false;
  };
  return environments.flatMap(({ name, credentials, promotedFrom }) => {
    if (promotedFrom === undefined) {
      return credentials === 'live' ? [`'${name}' is live and has no promotion source; name the environment whose acceptance it follows in promotedFrom`] : [];
    }
    if (!sources.has(promotedFrom)) return [`'${name}' is promoted from '${promotedFrom}', which does not exist; name one of ${[...sources.keys()].map(key => `'${key}'`).join(', ')}`];
    return circular(name) ? [`'${name}' is promoted from '${promotedFrom}' in a circle; name an environment that comes before it`] : [];
  });
};
