import { existsSync, readFileSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { bootstrapTemplate } from '../../../lib/delivery';
import { bootstrapEnvironment, type Start } from '../../../lib/delivery/bootstrap/run';
import { contextOf } from '../support/contexts';

const sts = mockClient(STSClient);
beforeEach(() => {
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '333333333333', Arn: 'arn:aws:sts::333333333333:assumed-role/OrganizationAccountAccessRole/me' });
});

const production = contextOf('production');

/** Runs with a toolkit that is not there, and tells what it was started with. */
const bootstrap = async (options: { open?: boolean; profile?: string } = {}, code = 0, environment = production) => {
  const said: string[] = [];
  const started: { args: readonly string[]; template: unknown; file: string; profile: string | undefined }[] = [];
  const start: Start = (_, args, { AWS_PROFILE: profile }) => {
    const file = args[args.indexOf('--template') + 1]!;
    started.push({ args, template: JSON.parse(readFileSync(file, 'utf8')), file, profile });
    return Promise.resolve(code);
  };
  const done = bootstrapEnvironment(environment, { root: '/project', say: line => said.push(line), ...options }, start);
  await done.catch(() => undefined);
  return { done, said: said.join('\n'), started };
};

test('the toolkit gets the environment\'s own template, qualifier and stack, and keeps it from being deleted', async () => {
  const { done, started: [run], said } = await bootstrap({ profile: 'idv-{environment}' });
  await done;
  expect(run!.args).toEqual([
    '/project/node_modules/aws-cdk/bin/cdk', 'bootstrap', 'aws://333333333333/me-central-1', '--template', run!.file, '--qualifier', 'production',
    '--toolkit-stack-name', 'CDKToolkit-production', '--cloudformation-execution-policies', expect.stringMatching(/^arn:aws:iam::333333333333:policy\/bulkhead-execution-1,/),
    '--termination-protection', '--no-notices',
  ]);
  expect(run!.template).toEqual(JSON.parse(JSON.stringify(bootstrapTemplate(production))));
  expect(run!.profile).toBe('idv-production');
  expect(said).toContain('OrganizationAccountAccessRole/me bootstraps production in 333333333333');
  expect(existsSync(run!.file)).toBe(false);
});

test('with credentials of another account nothing is started, and both accounts are named', async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111111111111' });
  const { done, started } = await bootstrap();
  await expect(done).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/belong to account 111111111111, but 'production' is account 333333333333/) });
  expect(started).toEqual([]);
});

test('without credentials nothing is started', async () => {
  sts.on(GetCallerIdentityCommand).rejects(Object.assign(new Error('no'), { name: 'CredentialsProviderError' }));
  const { done, started } = await bootstrap();
  await expect(done).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('\'production\' (CredentialsProviderError)') });
  expect(started).toEqual([]);
});

test('a toolkit that fails leaves it undecided, with what to read', async () => {
  const { done, started } = await bootstrap({}, 1);
  await expect(done).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('CDKToolkit-production') });
  expect(existsSync(started[0]!.file)).toBe(false);
});

test('an open bootstrap says that it is open, and is', async () => {
  const { said, started } = await bootstrap({ open: true });
  expect(said).toMatch(/OPEN: the deploy role of production may execute change sets; run this again without --open/);
  expect(JSON.stringify(started[0]!.template)).toContain('cloudformation:ExecuteChangeSet');
  expect((await bootstrap()).said).toContain('prepares change sets and executes none');
});

test('a name that can be guessed is told until there is a token', async () => {
  expect((await bootstrap()).said).toContain('set bucketToken of \'production\'');
  expect((await bootstrap({}, 0, contextOf('production', { bucketToken: '0123456789abcdef' }))).said).not.toContain('bucketToken');
});
