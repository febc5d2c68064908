import { randomUUID } from 'node:crypto';
import { openEnvironment, valuesOf, type Core } from '../core';
import { documentKinds } from '../credentials/documents';
import { isUuid } from '../model/ids';
import { conflict, isObject, refuseIssues, type Issue } from '../model/problem';
import type { Flow, FlowConfiguration, Organization } from '../model/state';
import { providers } from '../../../providers';

/** A flow as it is asked for. */
export interface FlowRequest {
  readonly environment: string;
  readonly name: string;
  readonly product: string;
  readonly configuration: FlowConfiguration;
  /** Chosen by a test. @default - a new one */
  readonly id?: string;
}

const ruleIssues = (rules: Record<string, unknown>): Issue[] => {
  const issues: Issue[] = [];
  const at = (field: string) => ['configuration', 'ruleSet', field];
  const { minimumAge, excludedCountries, ofac } = rules;
  if (minimumAge !== undefined && !(Number.isInteger(minimumAge) && (minimumAge as number) >= 0 && (minimumAge as number) <= 120)) {
    issues.push({ path: at('minimumAge'), message: 'must be a whole number from 0 to 120' });
  }
  if (excludedCountries !== undefined && !(Array.isArray(excludedCountries) && excludedCountries.every(code => typeof code === 'string' && /^[A-Z]{3}$/.test(code)))) {
    issues.push({ path: at('excludedCountries'), message: 'must be a list of ISO 3166-1 alpha-3 codes' });
  }
  if (ofac !== undefined && typeof ofac !== 'boolean') issues.push({ path: at('ofac'), message: 'must be true or false' });
  return issues;
};

const flowIssues = (asked: Partial<Record<keyof FlowRequest, unknown>>, products: readonly string[]): Issue[] => {
  const issues: Issue[] = [];
  if (typeof asked.name !== 'string' || asked.name.trim() === '') issues.push({ path: ['name'], message: 'must be a text' });
  if (!products.includes(asked.product as string)) issues.push({ path: ['product'], message: `must be one of ${products.join(', ')}` });
  if (asked.id !== undefined && !isUuid(asked.id)) issues.push({ path: ['id'], message: 'must be a UUID' });
  if (!isObject(asked.configuration)) return [...issues, { path: ['configuration'], message: 'must be an object' }];
  const { ruleSet, documents, settings } = asked.configuration;
  if (isObject(ruleSet)) issues.push(...ruleIssues(ruleSet));
  else issues.push({ path: ['configuration', 'ruleSet'], message: 'must be an object' });
  if (!Array.isArray(documents) || !documents.every(kind => (documentKinds as readonly unknown[]).includes(kind))) {
    issues.push({ path: ['configuration', 'documents'], message: `must be a list of ${documentKinds.join(', ')}` });
  }
  if (!isObject(settings)) issues.push({ path: ['configuration', 'settings'], message: 'must be an object' });
  return issues;
};

/** Makes a draft in one environment, where it stays. */
export const createFlow = ({ state }: Core, organization: Organization, asked: Partial<Record<keyof FlowRequest, unknown>>): Flow => {
  if (providers[organization.provider].boundBy !== 'flow') throw conflict(`${organization.provider} has no flows; its journeys carry their configuration`);
  const { name: environment } = openEnvironment(organization, asked.environment);
  refuseIssues(flowIssues(asked, Object.keys(organization.costs)));
  const { id = randomUUID(), name, product, configuration: { ruleSet, documents, settings } } = asked as FlowRequest;
  if (state.flows[id]) throw conflict(`there is a flow ${id} already`);
  const flow: Flow = {
    id, organization: organization.id, environment, name, product, versionId: randomUUID(), status: 'draft',
    configuration: structuredClone({ ruleSet, documents, settings }),
  };
  state.flows[id] = flow;
  return flow;
};

/** Changes a draft; what is published is another matter. @throws Problem 409 */
export const editFlow = ({ costs }: Organization, flow: Flow, asked: Partial<Record<'name' | 'configuration', unknown>>): void => {
  if (flow.status !== 'draft') throw conflict(`a ${flow.status} flow never changes; create a new one`);
  const changed = { product: flow.product, name: asked.name ?? flow.name, configuration: asked.configuration ?? flow.configuration };
  refuseIssues(flowIssues(changed, Object.keys(costs)));
  flow.name = changed.name as string;
  flow.configuration = structuredClone(changed.configuration as FlowConfiguration);
};

/** From here on it never changes; publishing again changes nothing either. */
export const publishFlow = ({ state }: Core, { quirks }: Organization, flow: Flow): void => {
  if (flow.status === 'archived') throw conflict('the flow is archived; create a new one');
  const rival = valuesOf(state.flows).find(other => other.id !== flow.id && other.status === 'published'
    && other.organization === flow.organization && other.environment === flow.environment && other.product === flow.product);
  if (quirks.oneFlowPerProduct && rival) throw conflict(`${rival.id} is the active flow of ${flow.product} in ${flow.environment}; archive it first`);
  flow.status = 'published';
};

/** It takes no new sessions any more; open ones go on. */
export const archiveFlow = (flow: Flow): void => {
  flow.status = 'archived';
};
