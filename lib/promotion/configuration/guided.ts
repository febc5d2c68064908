import type { MadeFlow } from './entries';
import type { FlowStep } from './plan';
import { isPending, type EnvironmentConfig, type FlowSetting } from '../../environment';
import { refused } from '../../operator/command-error';
import { providers } from '../../providers';
import { dashboards, providerEnvironment } from '../../providers/dashboards';

const shown = (value: FlowSetting): string => {
  if (Array.isArray(value)) return value.length > 0 ? value.map(item => shown(item as FlowSetting)).join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** Whether the flow of the target is in the way until it is archived. */
const archivesFirst = ({ provider, source, target }: FlowStep): boolean =>
  dashboards[provider].oneActiveFlow && target?.configuration?.product === source.configuration.product;

/** What a person does on the provider's dashboard to have the flow in the target, one step a line. */
export const dashboardSteps = (to: EnvironmentConfig, step: FlowStep): string[] => {
  const { labels, values, words, products, documents } = dashboards[step.provider];
  const { configuration } = step.source;
  const place = (path: string, value: FlowSetting): string =>
    `set ${labels[path] ?? path.replace(/^(?:ruleSet|settings)\./, '')}: ${values[path]?.[shown(value)] ?? shown(value)}`;
  const registration = to.providers[step.binding];
  const dashboard = registration && !isPending(registration.dashboardUrl) ? registration.dashboardUrl : `the dashboard of ${providers[step.provider].title}`;
  const environment = providerEnvironment(step.provider, to);
  const accepted = configuration.documents;
  return [
    `sign in to ${dashboard}${registration && !isPending(registration.organizationId) ? `, organization ${registration.organizationId}` : ''}${environment === undefined ? '' : `, environment ${environment}`}`,
    `${words.select} → ${products[configuration.product] ?? configuration.product}`,
    ...archivesFirst(step) && step.target
      ? [`${words.archive}: the flow ${step.target.id}, because a product keeps one active flow; open sessions go on, new ones wait for the deploy of the new id`] : [],
    words.create,
    `set ${labels['name'] ?? 'the name'}: ${configuration.name}`,
    ...Object.entries(configuration.ruleSet).map(([name, value]) => place(`ruleSet.${name}`, value)),
    ...accepted.length === 0 ? [] : [documents === undefined ? place('documents', accepted) : `documents: ${accepted.join(', ')} — ${documents}`],
    ...Object.entries(configuration.settings).map(([name, value]) => place(`settings.${name}`, value)),
    'leave every other rule off, and compare with what the dashboard shows',
    words.publish,
    `copy ${words.id}`,
  ];
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What a person has copied, as the id of the new flow.
 *
 * @param taken ids that bin/flows.json has, with their owners
 * @throws CommandError for what cannot be it
 */
export const readFlowId = (given: string, { provider }: FlowStep, taken: ReadonlyMap<string, string>): string => {
  const id = given.trim();
  if (id === '') throw refused('no id was given; nothing was written');
  if (dashboards[provider].uuidIds ? !uuid.test(id) : !/^[A-Za-z0-9][\w.:-]{0,127}$/.test(id)) {
    // it may be anything from a clipboard, a key too.
    throw refused(`what was given is no flow id of ${providers[provider].title}${dashboards[provider].uuidIds ? ', which is a UUID' : ''}; nothing was written`);
  }
  const owner = [...taken].find(([other]) => other.toLowerCase() === id.toLowerCase())?.[1];
  if (owner !== undefined) throw refused(`the flow ${id} is in use in ${owner}; every environment has flows of its own: create one as the steps say`);
  // spelt as the provider spells it: events are compared letter for letter.
  return id;
};

/** The flow that a person has made. */
export const madeByHand = (id: string, step: FlowStep, today: () => string): MadeFlow => ({ id, ...archivesFirst(step) && { archivedOn: today() } });
