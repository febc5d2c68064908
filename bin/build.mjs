// bundles the app, the command line and every handler; the number of bundler calls does not grow with the environments.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  // CommonJS loads aws-cdk-lib faster than ESM does.
  format: 'cjs',
  logLevel: 'error',
  legalComments: 'none',
};

/** Handlers: each lambda/<name>/index.ts becomes the asset dist/lambda/<name>. */
const handlers = () => readdirSync(join(root, 'lambda')).filter(name => existsSync(join(root, 'lambda', name, 'index.ts')));

/** Modules that a handler imports when it first needs them; each is a file beside the handler's, so that a start does not read it. */
const lazy = { 'webhook/bucket': 'lambda/webhook/bucket.ts', 'reconciler/bucket': 'lambda/webhook/bucket.ts' };

const keepLazy = {
  name: 'keep-lazy',
  setup: ({ onResolve }) => onResolve({ filter: /^\.{1,2}\/[a-z/-]+$/ }, ({ path, kind, importer }) =>
    (kind === 'dynamic-import' && importer.startsWith(join(root, 'lambda')) ? { path: `./${basename(path)}.js`, external: true } : undefined)),
};

/**
 * Parts of the SDK that no handler uses and that cost every start: event streams, which keep much of the SDK from being shaken off,
 * profiles, and a class for each of Parameter Store's 140 errors (an error without one still has its name).
 */
const leaveOut = {
  name: 'leave-out',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^(?:@smithy\/core\/event-streams|bowser)$/ }, ({ kind }) =>
      (kind === 'dynamic-import' ? { path: 'left-out', namespace: 'left-out' } : undefined));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'throw new Error(\'left out of the bundle\');' }));
    onLoad({ filter: /[/\\]shared-ini-file-loader[/\\]loadSharedConfigFiles\.js$/ }, () => ({
      contents: 'export { CONFIG_PREFIX_SEPARATOR } from \'./constants\';\nexport const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
    }));
    onLoad({ filter: /[/\\]client-ssm[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^n0_registry\.registerError\(.*\);$/gm, ''),
    }));
  },
};

/** Bundles the handlers once; every environment shares the same prebuilt assets. */
export const buildHandlers = () => build({
  ...common,
  entryPoints: { ...Object.fromEntries(handlers().map(name => [`${name}/index`, `lambda/${name}/index.ts`])), ...lazy },
  plugins: [keepLazy, leaveOut],
  // a required file is there at once; an imported one goes through a second loader.
  supported: { 'dynamic-import': false },
  outdir: 'dist/lambda',
  target: 'node24',
  minify: true,
  // the SDK's ES modules shake down to what a handler calls; its CommonJS entry does not.
  mainFields: ['module', 'main'],
  // a function's credentials stand in its environment; the SDK's search for others is a fifth of the bundle.
  alias: { '@aws-sdk/credential-provider-node': './lambda/webhook/credentials.ts' },
});

/** What `bulkhead` begins with names the bundles beside it, so that the audit is not read together with every other command. */
const apart = {
  name: 'apart',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/(?:audit|bulkhead)$/ }, ({ path, importer }) =>
    (importer === join(root, 'bin', 'start.ts') ? { path: path === './audit' ? './audit.js' : './commands.js', external: true } : undefined)),
};

/** Bundles what runs on the engineer's machine; packages stay in node_modules. */
const buildLocal = options => build({ ...common, target: 'node20', packages: 'external', sourcemap: 'linked', ...options });

const buildApp = () => buildLocal({ entryPoints: { app: 'bin/app.ts' }, outdir: 'dist/bin' });

const buildTools = () => buildLocal({
  entryPoints: { 'bulkhead': 'bin/start.ts', 'audit': 'bin/audit.ts', 'commands': 'bin/bulkhead.ts', 'backend/start': 'bin/backend/start.ts' },
  plugins: [apart],
  outdir: 'dist/bin',
});

/** Bundles what `bulkhead`, `bulkhead/backend` and `bulkhead/testing` are (package.json, exports). */
export const buildPackage = () => buildLocal({
  entryPoints: { index: 'lib/index.ts', backend: 'lib/backend/index.ts', testing: 'lib/testing.ts' }, outdir: 'dist/lib',
});

/** What is built together: a synthesis needs the first alone. */
export const parts = {
  app: () => Promise.all([buildHandlers(), buildApp()]),
  tools: () => Promise.all([buildTools(), buildPackage()]),
};
