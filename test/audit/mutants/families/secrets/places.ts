// places of an assembly that can hold a text.
import { zipSync } from 'fflate';
import type { Planting } from '../../family';

type Place = readonly [what: string, write: (planting: Planting, value: unknown, text: string) => void, textOnly?: boolean];

const resource =
  (type: string, properties: (value: unknown) => Record<string, unknown>, more: Record<string, unknown> = {}) =>
  ({ lab, own }: Planting, value: unknown): void =>
    lab.add(own, 'Planted', type, properties(value), more);

const section =
  (name: string, content: (value: unknown) => unknown) =>
  ({ lab, own }: Planting, value: unknown): void => {
    lab.section(own, name).Planted = content(value);
  };

export const places: readonly Place[] = [
  ['a variable of a function', resource('AWS::Lambda::Function', V => ({ Environment: { Variables: { SETTING: V } } }))],
  [
    'the code of a function',
    resource('AWS::Lambda::Function', V => ({ Code: { ZipFile: { 'Fn::Join': ['', ['const x = \'', V, '\';']] } } })),
  ],
  ['a parameter', resource('AWS::SSM::Parameter', V => ({ Type: 'String', Value: V }))],
  ['a secret\'s string', resource('AWS::SecretsManager::Secret', V => ({ SecretString: V }))],
  [
    'the JSON of a secret\'s template',
    resource('AWS::SecretsManager::Secret', V => ({
      GenerateSecretString: { SecretStringTemplate: { 'Fn::Join': ['', ['{"key":"', V, '"}']] }, GenerateStringKey: 'x' },
    })),
  ],
  [
    'the definition of a state machine',
    resource('AWS::StepFunctions::StateMachine', V => ({
      DefinitionString: { 'Fn::Join': ['', ['{"States":{"A":{"Parameters":{"auth":"', V, '"}}}}']] },
    })),
  ],
  [
    'the variables of a container',
    resource('AWS::ECS::TaskDefinition', V => ({ ContainerDefinitions: [{ Name: 'a', Environment: [{ Name: 'SETTING', Value: V }] }] })),
  ],
  [
    'the command of a container',
    resource('AWS::ECS::TaskDefinition', V => ({ ContainerDefinitions: [{ Name: 'a', Command: ['run', '--with', V] }] })),
  ],
  [
    'the variables of a build',
    resource('AWS::CodeBuild::Project', V => ({ Environment: { EnvironmentVariables: [{ Name: 'X', Type: 'PLAINTEXT', Value: V }] } })),
  ],
  [
    'user data',
    resource('AWS::EC2::Instance', V => ({ UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/sh\nexport X=', V, '\n']] } } })),
  ],
  ['a variable of a stage', resource('AWS::ApiGateway::Stage', V => ({ Variables: { x: V } }))],
  [
    'a header that an API sets',
    resource('AWS::ApiGateway::Method', V => ({
      Integration: { RequestParameters: { 'integration.request.header.x': { 'Fn::Join': ['', ['\'', V, '\'']] } } },
    })),
  ],
  [
    'the input of a rule',
    resource('AWS::Events::Rule', V => ({ Targets: [{ Id: 'a', Input: { 'Fn::Join': ['', ['{"x":"', V, '"}']] } }] })),
  ],
  [
    'a connection\'s key',
    resource('AWS::Events::Connection', V => ({ AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x', ApiKeyValue: V } } })),
  ],
  ['the properties of a custom resource', resource('Custom::Thing', V => ({ Config: { deep: [{ deeper: V }] } }))],
  ['a description', resource('AWS::SQS::Queue', () => ({ Description: '' }), {}), true],
  ['a tag', resource('AWS::SQS::Queue', V => ({ Tags: [{ Key: 'note', Value: V }] }))],
  ['a document', resource('AWS::SSM::Document', V => ({ Content: { mainSteps: [{ inputs: { runCommand: [V] } }] } }))],
  ['arguments of a job', resource('AWS::Glue::Job', V => ({ DefaultArguments: { '--setting': V } }))],
  ['hosted configuration', resource('AWS::AppConfig::HostedConfigurationVersion', V => ({ Content: V }))],
  ['metadata of a resource', ({ lab, own }, V) => lab.add(own, 'Planted', 'AWS::SQS::Queue', {}, { Metadata: { note: V } })],
  ['metadata of the template', section('Metadata', V => ({ note: V }))],
  ['an output', section('Outputs', V => ({ Value: V }))],
  ['a mapping', section('Mappings', V => ({ a: { b: V } })), true],
  ['the default of a parameter', section('Parameters', V => ({ Type: 'String', Default: V })), true],
  ['a condition', section('Conditions', V => ({ 'Fn::Equals': [V, 'x'] }))],
  ['a rule', section('Rules', V => ({ Assertions: [{ Assert: { 'Fn::Equals': [V, 'x'] }, AssertDescription: 'x' }] }))],
  [
    'a nested stack',
    ({ lab, own }, V) =>
      lab.nest(own, 'Inner', {
        Resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: { SETTING: V } } } } },
      }),
  ],
  [
    'a parameter of a nested stack',
    ({ lab, own }, V) =>
      lab.nest(
        own,
        'Inner',
        { Parameters: { P: { Type: 'String' } }, Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: {} } } },
        { P: V },
      ),
  ],
  [
    'an existing variable',
    ({ lab, own }, V) => {
      const { Environment } = lab.first(own, 'Webhook', 'AWS::Lambda::Function').Properties as {
        Environment: { Variables: Record<string, unknown> };
      };
      Environment.Variables.SETTING = V;
    },
  ],
  [
    'bundled code',
    ({ lab, own }, _, text) => lab.asset(own, { 'index.js': `"use strict";const k=${JSON.stringify(text)};exports.handler=async()=>k;` }),
    true,
  ],
  [
    'an environment file of an asset',
    ({ lab, own }, _, text) => lab.asset(own, { 'index.js': '', '.env': `LOG=info\nKEY=${text}\n` }),
    true,
  ],
  ['a file deep in an asset', ({ lab, own }, _, text) => lab.asset(own, { 'a/b/c/config.yaml': `service:\n  auth: ${text}\n` }), true],
  [
    'an archive',
    ({ lab, own }, _, text) =>
      lab.asset(own, { 'code.zip': zipSync({ 'inner/config.json': new TextEncoder().encode(JSON.stringify({ auth: text })) }) }),
    true,
  ],
  [
    'the tags of the manifest',
    ({ lab, own }, _, text) => {
      lab.artifact(own).properties.tags = { note: text };
    },
    true,
  ],
  [
    'a parameter of the manifest',
    ({ lab, own }, _, text) => {
      lab.artifact(own).properties.parameters = { P: text };
      lab.section(own, 'Parameters').P = { Type: 'String', Default: 'x' };
    },
    true,
  ],
  ['looked-up context', ({ lab }, _, text) => lab.write('cdk.context.json', JSON.stringify({ setting: text })), true],
];
