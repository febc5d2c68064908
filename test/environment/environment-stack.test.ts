import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backend } from '../../bin/backend';
import { fleet, flows } from '../fixtures/fleet';
import { synthesize } from '../fixtures/synthesize';
import { constructId, qualifierOf } from '../../lib/environment';

const { outdir, remove } = synthesize(fleet, flows, { extend: backend });
afterAll(remove);

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties: Record<string, unknown>;
}

const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
  missing?: unknown; artifacts: Record<string, Artifact>;
};

const stacksOf = (folder: string): Artifact[] =>
  Object.values(manifest(folder).artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');

test('nothing is looked up, so that the app runs once and no context file names an account', () => {
  const folders = [outdir, ...readdirSync(outdir).filter(name => name.startsWith('assembly-')).map(name => join(outdir, name))];
  expect(folders).toHaveLength(4);
  for (const folder of folders) expect(manifest(folder).missing).toBeUndefined();
});

describe.each(fleet.environments.map(config => [config.name, config] as const))('the stacks of %s', (_, config) => {
  const folder = join(outdir, `assembly-${constructId(config.name)}`);

  test('name account and region, and use the environment\'s own bootstrap', () => {
    expect(stacksOf(folder).length).toBeGreaterThanOrEqual(6);
    for (const { environment, properties } of stacksOf(folder)) {
      expect(environment).toBe(`aws://${config.account as string}/${config.region}`);
      for (const key of ['assumeRoleArn', 'cloudFormationExecutionRoleArn']) {
        expect(properties[key]).toContain(`cdk-${qualifierOf(config)}-`);
        expect(properties[key]).toContain(config.account);
      }
      expect(properties['stackTemplateAssetObjectUrl']).toMatch(new RegExp(`^s3://bulkhead-${qualifierOf(config)}-[0-9a-f]{24}/`));
      expect(properties).not.toHaveProperty('lookupRole');
    }
  });

  test('stop in a wrong account or region, and say what they are for', () => {
    for (const { properties } of stacksOf(folder)) {
      const template = JSON.parse(readFileSync(join(folder, properties['templateFile'] as string), 'utf8'));
      const [rule] = Object.entries(template.Rules).filter(([id]) => id.startsWith('Tripwire')).map(([, value]) => JSON.stringify(value));
      expect(rule).toContain(`{"Fn::Equals":[{"Ref":"AWS::AccountId"},"${config.account as string}"]}`);
      expect(rule).toContain(`{"Fn::Equals":[{"Ref":"AWS::Region"},"${config.region}"]}`);
      expect(JSON.stringify(template.Resources)).toMatch(/"Fn::FindInMap":\["\w*Targets\w*",\{"Ref":"AWS::Region"\},\{"Ref":"AWS::AccountId"\}\]/);
      expect(template.Description).toMatch(new RegExp(`^${config.name}: .{20,}`));
    }
  });

  test('tag what they create with environment, data class and owner', () => {
    const secrets = stacksOf(folder).map(({ properties }) => readFileSync(join(folder, properties['templateFile'] as string), 'utf8')).join('');
    for (const [key, value] of [['bulkhead:environment', config.name], ['bulkhead:data', config.data], ['owner', config.owner]]) {
      expect(secrets.replace(/\s+/g, '')).toContain(`{"Key":"${key}","Value":"${value}"}`);
    }
  });
});
