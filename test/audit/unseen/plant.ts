// deploys a case to two accounts: a cloud assembly of one stack each, or two templates in YAML.
import { verdictOf } from '../../../lib/audit/audit';
import type { AuditResult, EnvironmentsFile, Source } from '../../../lib/audit/model';
import { accounts, clean, scratch, write } from '../support/assembly';
import { sides, type Case, type Side } from './cases';

const region = 'eu-central-1';

const stated: Readonly<Record<NonNullable<Case['environments']>, EnvironmentsFile>> = {
  classes: {
    environments: [
      { name: 'staging', accounts: [accounts.staging], credentials: 'test' },
      { name: 'production', accounts: [accounts.production], credentials: 'live' },
    ],
  },
  forgotten: { environments: [{ name: 'staging', accounts: [accounts.staging] }] },
  linked: {
    links: [{ from: 'staging', to: accounts.production, what: 'arn:aws:kms:*:333333333333:key/*', reason: 'fingerprints', owner: 'platform' }],
  },
};

const resourcesOf = (one: Case, side: Side): Record<string, unknown> => ({
  Marker: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
  ...Object.fromEntries(Object.entries({ ...one.both, ...one[side] }).map(([id, [Type, Properties, rest]]) => [id, { Type, Properties, ...rest }])),
  ...Object.fromEntries(Array.from({ length: one.noise ?? 0 }, (_, index) => [`Noise${index}`, { Type: 'AWS::SNS::Topic', Properties: {} }])),
});

const templateOf = (one: Case, side: Side) => ({
  ...one.sections,
  ...one.parameters && { Parameters: Object.fromEntries(Object.entries(one.parameters[side]).map(([id, Default]) => [id, { Type: 'String', Default }])) },
  Resources: resourcesOf(one, side),
});

const assemblyOf = (one: Case): Source => {
  const folder = scratch();
  write(folder, {
    'manifest.json': JSON.stringify({
      version: '55.0.0',
      artifacts: Object.fromEntries(sides.map(side => [`assembly-${side}`, { type: 'cdk:cloud-assembly', properties: { directoryName: side, displayName: side } }])),
    }),
  });
  for (const side of sides) {
    const account = accounts[side];
    const asset = one.assets?.[side];
    const files = asset && {
      app: {
        source: { path: 'asset.app', packaging: 'zip' },
        destinations: { here: { bucketName: `cdk-${account.slice(0, 4)}-assets-${account}-${region}`, objectKey: 'app.zip' } },
      },
    };
    write(folder, Object.fromEntries([
      [`${side}/manifest.json`, JSON.stringify({
        version: '55.0.0',
        artifacts: {
          'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
          'App': {
            type: 'aws:cloudformation:stack', environment: `aws://${account}/${region}`, dependencies: ['App.assets'],
            properties: { templateFile: 'App.template.json', stackName: `${side}-App` },
          },
        },
      })],
      [`${side}/App.assets.json`, JSON.stringify({ version: '55.0.0', files: files ?? {} })],
      [`${side}/App.template.json`, JSON.stringify(templateOf(one, side), undefined, 1)],
      ...Object.entries(asset ?? {}).map(([name, text]) => [`${side}/asset.app/${name}`, text]),
    ]));
  }
  return { kind: 'assembly', path: folder };
};

const plainOf = (yaml: NonNullable<Case['yaml']>): Source => {
  const folder = scratch();
  write(folder, Object.fromEntries(sides.map(side => [`${side}.yaml`, yaml[side]])));
  return {
    kind: 'templates',
    path: folder,
    mapping: { templates: Object.fromEntries(sides.map(side => [`${side}.yaml`, { environment: side, account: accounts[side], region }])) },
  };
};

/** Audits one case; what cannot be read is an answer as well. */
export const auditOf = (one: Case): Pick<AuditResult, 'verdict' | 'findings'> | Error => {
  try {
    return verdictOf({
      sources: [one.yaml ? plainOf(one.yaml) : assemblyOf(one)],
      environments: one.environments && stated[one.environments],
      profiles: ['relations'],
      today: '2026-01-15',
    });
  } catch (error) {
    return error as Error;
  } finally {
    clean();
  }
};
