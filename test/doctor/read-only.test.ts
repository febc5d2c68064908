import { type IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { awsError } from './support/fake-world';
import { reading } from '../../lib/doctor/clients';
import { readCalls, readOnly } from '../../lib/doctor/read-only';

const sent: string[] = [];
const client = {
  send: (command: object) => {
    sent.push(command.constructor.name);
    return Promise.resolve({});
  },
};

beforeEach(() => { sent.length = 0; });

test('every allowed call reads', () => {
  expect([...readCalls].filter(call => !/^[a-z]+:(?:Get|List|Describe|Scan)[A-Za-z]*$/.test(call))).toEqual([]);
});

test('no allowed call answers the value of a secret', () => {
  expect([...readCalls].filter(call => /GetSecretValue|Decrypt|GetObject/.test(call))).toEqual([]);
});

test('a call that is not allowed is refused before it is sent', async () => {
  await expect(readOnly('iam', client as never as IAMClient).send(new PutRolePolicyCommand({ RoleName: 'r', PolicyName: 'p', PolicyDocument: '{}' }))).rejects.toThrow('iam:PutRolePolicy is none of its calls');
  await expect(readOnly('lambda', client as never as LambdaClient).send(new InvokeCommand({ FunctionName: 'f' }))).rejects.toThrow('lambda:Invoke is none');
  expect(sent).toEqual([]);
});

test('an allowed call of one service is not one of another', async () => {
  await expect(readOnly('iam', client as never as LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).rejects.toThrow('iam:GetFunctionConfiguration');
  await readOnly('lambda', client as never as LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
  expect(sent).toEqual(['GetFunctionConfigurationCommand']);
});

test('what has become the operator reads as little', async () => {
  const access = reading({
    operator: () => Promise.resolve({ secretsManager: client, ssm: client, lambda: client, cloudwatch: client } as never),
    fingerprints: () => Promise.resolve({ kms: client, dynamodb: client } as never),
  });
  const { lambda } = await access.operator({} as never);
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'f' }))).rejects.toThrow('the doctor only reads');
  expect(sent).toEqual([]);
});

test('an error carries the name of AWS\'s and not its words', async () => {
  const failing = { send: () => Promise.reject(awsError('AccessDenied')) } as never as LambdaClient;
  await expect(readOnly('lambda', failing).send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).rejects.toMatchObject({ name: 'AccessDenied', message: 'lambda:GetFunctionConfiguration failed' });
});
