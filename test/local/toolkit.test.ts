import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToolkit } from '../../lib/local/toolkit';

/** A project whose CDK command line is a program of ours. */
const toolkitOf = (source: string) => {
  const root = mkdtempSync(join(tmpdir(), 'toolkit '));
  const bin = join(root, 'node_modules/aws-cdk/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'cdk'), source);
  mkdirSync(join(root, 'lib'));
  symlinkSync(join(__dirname, '../../lib/local'), join(root, 'lib/local'));
  const lines: string[] = [];
  const toolkit = createToolkit({ root, node: process.execPath, endpoint: 'http://127.0.0.1:9', home: root, onLine: line => lines.push(line) });
  return { toolkit, lines };
};

const settings = {
  endpoint: 'http://127.0.0.1:9', region: 'me-central-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' },
};
const target = { account: '111111111111', region: 'me-central-1', qualifier: 'staging' };

test('bootstraps an account under its own qualifier with the account\'s own credentials', async () => {
  const { toolkit, lines } = toolkitOf('console.log(JSON.stringify([process.argv.slice(2), process.env]))');
  await toolkit.bootstrap(target, settings);
  const [args, env] = JSON.parse(lines[0] ?? '');
  expect(args).toEqual(expect.arrayContaining(['aws://111111111111/me-central-1', '--qualifier', 'staging', '--toolkit-stack-name', 'CDKToolkit-staging']));
  expect(env).toMatchObject({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_SESSION_TOKEN: 'token', AWS_REGION: 'me-central-1' });
});

test('deploys every stack of an assembly and names each as it is done', async () => {
  const { toolkit } = toolkitOf('console.log(" ✅  Staging/Network (Staging-Network)\\nnoise\\n ✅  Organization")');
  const stacks: string[] = [];
  await toolkit.deploy('cdk.out', 'outputs.json', stack => stacks.push(stack));
  expect(stacks).toEqual(['Staging/Network', 'Organization']);
});

test('a failed run ends with what the toolkit said last', async () => {
  const { toolkit } = toolkitOf('console.error("no such type"); process.exit(1)');
  await expect(toolkit.bootstrap(target, settings)).rejects.toThrow('cdk bootstrap ended with exit code 1:\nno such type');
});
