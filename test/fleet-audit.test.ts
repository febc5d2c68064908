import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { backend } from '../bin/backend';
import { fleet as shipped } from '../bin/environments';
import shippedFlows from '../bin/flows.json';
import { fleet, flows, withStaticFront } from './fixtures/fleet';
import { synthesize } from './fixtures/synthesize';
import { audit, verdictFor } from '../lib/audit';
import { validateFleet, type FleetConfig, type FlowsConfig } from '../lib/environment';
import { auditSubject } from '../lib/fleet-audit';
import type { EnvironmentStage } from '../lib/environment/environment-stage';

const audited = (of: FleetConfig, flowsOf: FlowsConfig, extend: (stage: EnvironmentStage) => void = backend) => {
  const { outdir, remove } = synthesize(of, flowsOf, { extend });
  try {
    return audit({ sources: [{ kind: 'assembly', path: outdir }], environments: auditSubject(of, flowsOf) });
  } finally {
    remove();
  }
};

test.each([
  ['the shipped environments', shipped, validateFleet(shipped, shippedFlows).flows],
  ['environments that onboarding is done with', fleet, flows],
  ['environments with fixed addresses', withStaticFront('pre-production', 'production'), flows],
] as const)('%s are proven, for every pair', (_, of, flowsOf) => {
  const result = audited(of, flowsOf);
  expect(result.findings.filter(({ status }) => status === 'open')).toEqual([]);
  expect(result.verdict).toBe('PROVEN');
  expect(result.environments.map(({ name }) => name).sort()).toEqual(['Audit', 'PreProduction', 'Production', 'Staging']);
  // the fingerprints of the three environments are declared, and the trail at both of its ends.
  expect(result.links.map(({ link, findings }) => [link.from, link.to, findings.length])).toEqual([
    ...['Staging', 'PreProduction', 'Production'].map(name => [name, 'Audit', 1]), ['999999999999', 'Audit', 4], ['999999999999', 'Audit', 2],
  ]);
  // a declared link is a way all the same, and the report says so; there is no other.
  expect(result.access.filter(({ allowed }) => allowed).map(({ from, to, declared }) => `${from} → ${to}${declared ? ', declared' : ''}`).sort())
    .toEqual(['PreProduction → Audit, declared', 'Production → Audit, declared', 'Staging → Audit, declared']);
});

test('an identifier of one environment in another one is found, whatever resource it hides in', () => {
  const result = audited(fleet, flows, (stage) => {
    if (stage.node.id === 'Staging') new CfnOutput(new Stack(stage, 'Planted'), 'Flow', { value: 'flow-production' });
  });
  expect(verdictFor(result, 'configuration.declared', 'Production', 'Staging')).toBe('VIOLATED');
  expect(result.verdict).toBe('VIOLATED');
});

test('a rule within one environment is held to as well: a queue of the team\'s own without encryption', () => {
  const result = audited(fleet, flows, (stage) => {
    new CfnQueue(stage.operations, 'Planted', { sqsManagedSseEnabled: false });
  });
  expect(result.profiles).toEqual(['hygiene', 'relations']);
  expect([...new Set(result.findings.filter(({ status }) => status === 'open').map(({ invariant }) => invariant))]).toEqual(['data.encrypted']);
});

test('production has the shape of pre-production, but for what their configuration says: a dashboard less is found', () => {
  const result = audited(fleet, flows, (stage) => {
    if (stage.node.id === 'Production') stage.operations.node.tryRemoveChild('Dashboard');
    backend(stage);
  });
  expect(result.findings.filter(({ status }) => status === 'open').map(({ message }) => message)).toEqual([
    'PreProduction has 1 × AWS::CloudWatch::Dashboard, Production has 0',
  ]);
  expect(result.findings.filter(({ invariant, status }) => invariant === 'parity.shape' && status === 'declared').length).toBeGreaterThan(3);
});

test('the shipped app stops at its own synthesis when a leak is planted', () => {
  const script = `
    const { CfnOutput, Stack } = require('aws-cdk-lib');
    const { buildFleet, newApp } = require(process.env.BUNDLE);
    const [fleet, flows] = JSON.parse(process.env.FLEET);
    const app = newApp();
    buildFleet(app, fleet, flows, { extend: stage => {
      if (process.env.LEAK && stage.node.id === 'Staging') new CfnOutput(new Stack(stage, 'Planted'), 'Account', { value: 'arn:aws:iam::333333333333:role/x' });
    } });
    app.synth();`;
  const root = join(__dirname, '..');
  const bundle = join(root, 'dist', 'test', 'index.js');
  const build = { entryPoints: ['lib/index.ts'], outfile: bundle, bundle: true, platform: 'node', packages: 'external', logLevel: 'error' };
  execFileSync(process.execPath, ['-e', `require('esbuild').buildSync(${JSON.stringify(build)})`], { cwd: root });
  const run = (LEAK: string) => {
    try {
      execFileSync(process.execPath, ['-e', script], {
        cwd: root, stdio: 'pipe', env: { ...process.env, BUNDLE: bundle, LEAK, FLEET: JSON.stringify([fleet, flows]) },
      });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  };
  expect(run('')).toBe(0);
  expect(run('yes')).not.toBe(0);
}, 300_000);
