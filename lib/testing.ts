// `bulkhead/testing`: the provider's side for a team's own tests; knows no test runner and loads nothing of AWS.
export { startTestProvider, type CreatedSession, type SessionRequest, type TestDelivery, type TestProvider, type TestProviderOptions } from './local/sandbox/testing';
export { LiveKeyRefused, type TestSettings } from './local/sandbox/testing/settings';
export { startSandbox, scenariosOf, type DocumentRequest, type Fault, type Sandbox, type SandboxOptions, type SandboxOrganization } from './local/sandbox';
