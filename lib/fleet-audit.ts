import type { DeclaredDifference, EnvironmentsFile } from './audit';
import { constructId, known, type EnvironmentConfig, type FleetConfig, type FlowsConfig } from './environment';
import { declaredDifferences } from './promotion/differences';
import { providers } from './providers';

/** Words that belong to one environment alone; the audit looks for each in every other one. */
const identifiers = ({ name, domain, network, providers: bindings }: EnvironmentConfig, flows: FlowsConfig): string[] => [
  domain.zone,
  domain.webhookHost,
  ...known([...network.egressAddresses, ...network.ingressAddresses ?? []]),
  ...Object.values(flows[name] ?? {}).flatMap(entries => known(entries.map(({ id }) => id))),
  ...Object.values(bindings).flatMap(binding => [
    ...known(binding.subscriptionIds ?? []),
    // where a key's prefix decides the environment, several may share an organization and an API domain.
    ...providers[binding.provider].apiKeyPrefixes ? [] : known([binding.organizationId, binding.apiDomain]),
  ]),
];

/** In what an environment may differ from the one it is promoted from. */
const differencesOf = (environments: readonly EnvironmentConfig[]) => (target: EnvironmentConfig): DeclaredDifference[] => {
  const source = environments.find(({ name }) => name === target.promotedFrom);
  return source ? declaredDifferences(source, target).map(difference => ({ ...difference, environment: constructId(target.name) })) : [];
};

/** Name of the audit account among the audited: it is no environment, and still nothing may reach it unsaid. */
const auditAccount = 'Audit';

/** What the audit is told of a fleet: its environments by account, and the links between accounts that are meant. */
export const auditSubject = ({ organization, environments }: FleetConfig, flows: FlowsConfig): EnvironmentsFile => {
  const audited = environments.flatMap(config => (typeof config.account === 'string' ? [{ config, account: config.account }] : []));
  const account = typeof organization.auditAccount === 'string' ? organization.auditAccount : undefined;
  return {
    environments: [
      ...audited.map(({ config, account: own }) => ({
        name: constructId(config.name),
        accounts: [own],
        credentials: config.credentials,
        ...config.promotedFrom !== undefined && { promotedFrom: constructId(config.promotedFrom) },
        identifiers: identifiers(config, flows),
      })),
      ...account === undefined ? [] : [{ name: auditAccount, accounts: [account] }],
    ],
    profiles: ['relations', 'hygiene'],
    differences: environments.flatMap(differencesOf(environments)),
    links: account === undefined ? [] : [
      ...audited.map(({ config }) => ({
        from: constructId(config.name),
        to: auditAccount,
        what: `Audit/Fingerprints${constructId(config.name)}Role*`,
        reason: 'keyed fingerprints of secrets are compared there; no secret and no data crosses',
        owner: config.owner,
      })),
      // both places: the store that lets the trail in, and the trail that names its store.
      ...['Audit/Trail*', 'Trail/Trail'].map(what => ({
        from: organization.managementAccount,
        to: auditAccount,
        what,
        reason: 'the organization\'s trail writes down there what was done in every account; nobody of an environment reads it',
        owner: 'organization',
      })),
    ],
  };
};
