export { startEmbeddedAws, type EmbeddedAws, type EmbeddedAwsOptions } from './embedded-aws';
export { compareWithAssembly, type ComparisonOptions, type Inventory, type MissingResource } from './inventory';
export { enforceIdentityPolicies } from './enforcement';
export { adoptAccounts, createOrganization, type AdoptedAccount, type Organization } from './organization';
export { ensurePython, type PythonEnvironment } from './python';
