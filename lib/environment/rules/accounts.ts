import { qualifierOf, constructId } from '../context';
import type { AccountConfig } from '../types';
import { held, type Rule } from './subject';

const identity = (account: AccountConfig): string => (typeof account === 'string' ? account : account.create.email.toLowerCase());

/** One account serves one environment; the organization's own accounts serve none. */
export const separateAccounts: Rule = ({ organization, environments }) => held([
  ...(organization ? [
    { owner: 'the organization\'s management account', value: organization.managementAccount },
    { owner: 'the organization\'s audit account', value: identity(organization.auditAccount) },
  ] : []),
  ...environments.map(({ name, account }) => ({ owner: `'${name}'`, value: identity(account) })),
]).map(({ value, owner, first }) => `${owner} reuses account ${value} of ${first}; give each environment its own account`);

/** Names that the organization's own parts have. */
const reserved: Readonly<Record<string, string>> = {
  organization: 'the organization\'s stack', audit: 'the audit account', trail: 'the organization\'s trail',
};

/** Names and what is derived from them tell environments apart. */
export const separateNames: Rule = ({ environments }) => {
  const names = environments.map(({ name }) => name);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index)
      .map(name => `'${name}' names two environments; give each a name of its own`),
    ...held(environments.map(({ name }) => ({ owner: `'${name}'`, value: constructId(name) })))
      .map(({ value, owner, first }) => `${owner} becomes the stage ${value} of ${first}; rename one of them`),
    ...names.filter(name => name in reserved)
      .map(name => `'${name}' is the name of ${reserved[name]}; rename the environment`),
    ...held(environments.map(config => ({ owner: `'${config.name}'`, value: qualifierOf(config) })))
      .map(({ value, owner, first }) => `${owner} has the bootstrap qualifier '${value}' of ${first}; set 'qualifier' in one of them`),
  ];
};

/** A continuous-integration identity deploys one environment. */
export const separateCi: Rule = ({ environments }) => held(environments.flatMap(({ name, ci }) =>
  (ci ? [{ owner: `'${name}'`, value: `${ci.repository}:${ci.environment}`.toLowerCase() }] : [])))
  .map(({ value, owner, first }) => `${owner} may be deployed by the GitHub environment ${value} of ${first}; give each its own`);
