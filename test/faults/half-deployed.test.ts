// environments of which some stacks are there and others not, or not whole: each command says what is missing, and what brings it.
import { rmSync } from 'node:fs';
import { commands, files, folder, writeFiles } from './support/commands';
import { errorAnswer, startFaultServer, type Answer, type FaultServer } from './support/fault-server';
import { plausible } from './support/plausible';
import { becoming, readActions } from './support/read-actions';
import { runCommand } from './support/run-command';

let aws: FaultServer;

beforeAll(async () => {
  writeFiles();
  aws = await startFaultServer();
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await aws.close();
  for (const path of [folder, files.assembly]) rmSync(path, { recursive: true, force: true });
});

const run = async (args: readonly string[], account: string, answer: Answer, input?: string) => {
  aws.calls.length = 0;
  aws.answer = answer;
  const ended = await runCommand(args, { input, env: { AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'local' } });
  const written = aws.calls.map(({ action }) => action).filter(action => !readActions.has(action) && action !== becoming);
  return { ...ended, written };
};

/** The same AWS but for one action. */
const but = (action: string, answer: Answer): Answer => (call, response) => (call.action === action ? answer : plausible)(call, response);

const stackIn = (status: string): Answer => but('cloudformation:DescribeStacks', (_, response) => {
  response.writeHead(200, { 'content-type': 'text/xml' }).end(`<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>Staging-Sessions</StackName>
    <StackStatus>${status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`);
});

describe('config --deployed', () => {
  test.each<[string, RegExp]>([
    ['ROLLBACK_COMPLETE', /is ROLLBACK_COMPLETE; read its events, .*delete it \(aws cloudformation delete-stack --stack-name Staging-Sessions\) and deploy 'staging' again/],
    ['CREATE_FAILED', /is CREATE_FAILED; .*delete it/],
    ['DELETE_FAILED', /is DELETE_FAILED; .*delete it/],
    ['ROLLBACK_FAILED', /is ROLLBACK_FAILED; .*delete it/],
    ['UPDATE_ROLLBACK_FAILED', /continue-update-rollback --stack-name Staging-Sessions/],
    ['UPDATE_IN_PROGRESS', /is UPDATE_IN_PROGRESS; what it puts out may change; run the same command again when it is done/],
    ['REVIEW_IN_PROGRESS', /is REVIEW_IN_PROGRESS; /],
    ['CREATE_COMPLETE', /Staging-Sessions has no output SessionsFunctionArn in account 111111111111; deploy 'staging' first/],
    ['UPDATE_ROLLBACK_COMPLETE', /has no output SessionsFunctionArn.*deploy 'staging' first/],
  ])('of a stack that is %s', async (status, says) => {
    expect(await run(['config', 'staging', '--deployed'], '111111111111', stackIn(status))).toEqual({ code: 2, out: '', err: expect.stringMatching(says), written: [] });
  });

  test('of a stack that is not there', async () => {
    const missing = but('cloudformation:DescribeStacks', errorAnswer(400, 'ValidationError', 'Stack with id Staging-Sessions does not exist'));
    expect(await run(['config', 'staging', '--deployed'], '111111111111', missing)).toEqual({ code: 2, out: '', err: expect.stringMatching(/deploy 'staging' first/), written: [] });
  });
});

/** Commands that find their way by a parameter of the environment's templates. */
const byParameter = [
  'secrets put', 'secrets rotate', 'secrets retire', 'replay', 'erase', 'evidence keys', 'evidence sign-off', 'evidence fetch', 'release prepare', 'release check',
  'release execute', 'plan', 'promote', 'retire',
].map(name => ({ name, asks: commands[name]!.asks! }));

const parameter = (value: string): Answer => but('ssm:GetParameter', (_, response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ Parameter: { Name: 'name', Value: value } }));
});

describe.each(byParameter)('$name', ({ asks: { args, account, input } }) => {
  test.each<[string, Answer, number, RegExp]>([
    ['is not there', but('ssm:GetParameter', errorAnswer(400, 'ParameterNotFound')), 3, /the parameter \/bulkhead\/\S+ .*cannot be read \(ParameterNotFound\); deploy .* first/],
    ['is empty', parameter(''), 3, /the parameter \/bulkhead\/\S+ .*is empty; deploy .* again/],
  ])('while its parameter %s', async (_, answer, code, says) => {
    expect(await run(args, account, answer, input)).toEqual({ code, out: '', err: expect.stringMatching(says), written: [] });
  });
});
