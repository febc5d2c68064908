// what the command says without asking AWS, and what it asks AWS for, are what the stacks really name.
import { Template } from 'aws-cdk-lib/assertions';
import { fleet, flows } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { backendConfig } from '../../lib/backend/config';
import type { FlowsConfig } from '../../lib/environment';

const replaced: FlowsConfig = {
  ...flows,
  staging: { ...flows['staging'], self: [{ id: 'new' }, { id: 'old', replaced: { by: 'new' } }, { id: 'archived', replaced: { by: 'new', archivedOn: '2026-11-20' } }] },
};
const stage = stagesOf(fleet, replaced)['staging']!;
const { config } = backendConfig(fleet.environments[0]!, replaced);

test('the outputs that are asked for are those of the stacks', () => {
  const { sessions, webhook, node } = stage;
  const own = node.findChild('Backend') as Parameters<typeof Template.fromStack>[0];
  for (const [stack, output, name] of [[sessions, 'SessionsFunctionArn', 'Staging-Sessions'], [webhook, 'InboxTableName', 'Staging-Webhook'], [own, 'EventsQueueUrl', 'Staging-Backend']] as const) {
    expect(stack.stackName).toBe(name);
    expect(Object.keys(Template.fromStack(stack).findOutputs(output))).toEqual([output]);
  }
});

test('the bus and the parameters have the names that are printed', () => {
  Template.fromStack(stage.webhook).hasResourceProperties('AWS::Events::EventBus', { Name: config.eventBusArn.split('/')[1] });
  const parameters = [stage.secrets, stage.sessions].flatMap(stack => Object.values(Template.fromStack(stack).findResources('AWS::SSM::Parameter')))
    .map(({ Properties }) => (Properties as { Name: string }).Name);
  for (const { parameters: printed } of Object.values(config.bindings)) expect(parameters).toEqual(expect.arrayContaining(Object.values(printed)));
});

/** Settings of one binding as a template publishes them. */
const published = (stack: Parameters<typeof Template.fromStack>[0], name: string): string => {
  const [parameter] = Object.values(Template.fromStack(stack).findResources('AWS::SSM::Parameter', { Properties: { Name: name } }));
  return JSON.stringify((parameter as { Properties: { Value: unknown } }).Properties.Value).replaceAll('\\"', '"');
};

test('a replaced flow begins sessions until it is archived, and its events are accepted until it is retired', () => {
  const { settings, sessions } = config.bindings['self']!.parameters;
  expect(published(stage.secrets, settings)).toContain('"flowIds":["new","old","archived"]');
  expect(published(stage.sessions, sessions)).toContain('"flowIds":["new","old"]');
  expect(config.bindings['self']).toMatchObject({ flows: [{ id: 'new' }], acceptedFlowIds: ['new', 'old', 'archived'] });
});

test('the example backend may call the function that creates sessions, and nothing else of Lambda\'s', () => {
  const own = Template.fromStack(stage.node.findChild('Backend') as Parameters<typeof Template.fromStack>[0]);
  const statements = Object.values(own.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
    (Properties as { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } }).PolicyDocument.Statement);
  const calls = statements.filter(({ Action }) => [Action].flat().some(action => action.startsWith('lambda:')));
  expect(calls).toEqual([expect.objectContaining({ Action: 'lambda:InvokeFunction' })]);
  expect(JSON.stringify(calls[0]?.Resource)).toMatch(/Fn::ImportValue.*Sessions.*Create/);
});
