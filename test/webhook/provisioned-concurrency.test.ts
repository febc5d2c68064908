import { Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { validateFleet } from '../../lib/environment';

const withInstances = (provisionedConcurrency: number) => ({
  ...fleet, environments: fleet.environments.map(config => (config.name === 'production' ? { ...config, receiver: { provisionedConcurrency } } : config)),
});

const integrations = (template: Template): string[] => Object.values(template.findResources('AWS::ApiGateway::Method'))
  .map(({ Properties }) => JSON.stringify(Properties.Integration.Uri));

test('an environment that asks for warm instances has them behind its API, and no other has', () => {
  const templates = Object.fromEntries(Object.entries(stagesOf(withInstances(2), flows)).map(([name, { webhook }]) => [name, Template.fromStack(webhook)]));
  templates['production']!.hasResourceProperties('AWS::Lambda::Alias', { Name: 'live', ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 } });
  for (const uri of integrations(templates['production']!)) expect(uri).toContain('ReceiverLive');
  for (const name of ['staging', 'pre-production']) {
    templates[name]!.resourceCountIs('AWS::Lambda::Alias', 0);
    for (const uri of integrations(templates[name]!)) expect(uri).not.toContain('ReceiverLive');
  }
});

test('a permission of the API is the alias\'s, through its own routes only', () => {
  const { production } = stagesOf(withInstances(1), flows);
  const permissions = Object.values(Template.fromStack(production!.webhook).findResources('AWS::Lambda::Permission'));
  const ofAlias = permissions.filter(({ Properties }) => JSON.stringify(Properties.FunctionName).includes('ReceiverLive'));
  expect(ofAlias).toHaveLength(2);
  for (const { Properties } of ofAlias) expect(Properties.SourceArn).toBeDefined();
});

test.each([0, -1, 1.5, 1001])('%d instances are a problem of the configuration', count => {
  expect(() => validateFleet(withInstances(count), flows)).toThrow(/provisionedConcurrency/);
});
