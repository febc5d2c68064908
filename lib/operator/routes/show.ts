import { onboarding, routeChecks, type RouteCheck, type RouteResult } from '../../../lambda/connectivity/contract';

/** What each check asks, in words. */
const questions: Readonly<Record<RouteCheck, string>> = {
  'provider-name': 'its name resolves, to its own blocks',
  'provider-reached': 'it takes a connection',
  'provider-tls': 'TLS version, certificate and name',
  'provider-answer': 'it answers',
  'allow-list': 'it knows our address',
  'endpoint-address': 'its name leads into the VPC',
  'endpoint-call': 'calls take the endpoint',
  'static-addresses': 'calls leave from the registered addresses',
  'foreign-name': 'its name does not resolve',
  'foreign-address': 'its address is out of reach',
};

const runbookOf = ({ check, verdict }: RouteResult): string =>
  (verdict === 'unknown' ? 'route-unknown' : routeChecks[check] === 'border' ? 'route-crossed' : 'route-failed');

/** What is wrong outweighs what is unknown. */
export const exitCodeOf = (results: readonly RouteResult[]): 0 | 1 | 2 =>
  (results.some(({ verdict }) => verdict === 'fails') ? 1 : results.some(({ verdict }) => verdict === 'unknown') ? 2 : 0);

/** One line for each check, and what to read where one does not hold. */
export const routesTable = (results: readonly RouteResult[]): string => {
  const width = Math.max(...results.map(({ subject }) => subject.length));
  const order = Object.keys(routeChecks);
  const lines = [...results].sort((one, other) => order.indexOf(one.check) - order.indexOf(other.check)).map(result => {
    const { check, subject, verdict, reason, detail } = result;
    const because = `${reason}${detail === undefined ? '' : ` (${detail})`}`;
    const remedy = verdict === 'holds' ? '' : reason === onboarding ? '; onboarding owes it, see `bulkhead doctor`' : `; docs/runbooks/${runbookOf(result)}.md`;
    return `${verdict.padEnd(7)}  ${subject.padEnd(width)}  ${questions[check]}: ${because}${remedy}`;
  });
  const count = (verdict: RouteResult['verdict']) => results.filter(result => result.verdict === verdict).length;
  return [...lines, '', `${count('holds')} hold, ${count('fails')} fail, ${count('unknown')} unknown`].join('\n');
};
