// rules for single templates that others keep well: cdk-nag's AWS Solutions and CDK's own CloudFormation validation.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationValidatePlugin, Validations, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyViolation } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { backend } from '../bin/backend';
import { flows, withStaticFront } from './fixtures/fleet';
import { acknowledged } from './rules/acknowledged';
import { buildFleet, newApp } from '../lib/fleet';

interface Finding {
  readonly rule: string;
  readonly construct: string;
  readonly text: string;
}

/** Runs a plugin without letting its verdict end the synthesis, and keeps what it found. */
class Recorded implements IPolicyValidationPlugin {
  readonly name: string;
  readonly found: PolicyViolation[] = [];

  constructor(private readonly plugin: IPolicyValidationPlugin) { this.name = plugin.name; }

  validate(context: IPolicyValidationContext) {
    this.found.push(...this.plugin.validate(context).violations);
    return { success: true, violations: [] };
  }

  findings(): Finding[] {
    return this.found.flatMap(({ ruleName, description, violatingResources = [] }) => violatingResources.map(
      ({ constructPath, resourceLogicalId }) => ({ rule: ruleName, construct: constructPath ?? resourceLogicalId ?? '?', text: description })));
  }
}

let findings: Finding[];

beforeAll(() => {
  const outdir = mkdtempSync(join(tmpdir(), 'bulkhead-test-'));
  const app = newApp({ outdir });
  // staging has the other front.
  buildFleet(app, withStaticFront('pre-production', 'production'), flows, { extend: backend });
  const plugins = [new Recorded(new AwsSolutionsChecks(app)), new Recorded(new CloudFormationValidatePlugin())];
  Validations.of(app).addPlugins(...plugins);
  app.synth();
  rmSync(outdir, { recursive: true });
  findings = plugins.flatMap(plugin => plugin.findings());
}, 120_000);

const covers = (finding: Finding) => ({ rule, construct }: typeof acknowledged[number]): boolean =>
  rule.test(finding.rule) && construct.test(finding.construct);

test('every finding is acknowledged with a reason', () => {
  expect(findings.filter(finding => !acknowledged.some(covers(finding)))).toEqual([]);
});

test('every acknowledgement covers a finding, so that none outlives its cause', () => {
  expect(acknowledged.filter(entry => !findings.some(finding => covers(finding)(entry))).map(({ reason }) => reason)).toEqual([]);
});
