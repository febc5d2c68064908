// a cloud assembly written by hand: two or more accounts, a template each, nothing else unless asked for.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { audit } from '../../../lib/audit/audit';
import type { AuditResult, EnvironmentsFile, Finding } from '../../../lib/audit/model';

export const accounts = { staging: '111111111111', preproduction: '222222222222', production: '333333333333' } as const;
export type Name = keyof typeof accounts;

export interface Part {
  readonly Resources?: Record<string, unknown>;
  readonly [section: string]: unknown;
}

export interface Extra {
  readonly region?: string;
  /** Files by path inside the assembly. */
  readonly files?: Readonly<Record<string, string>>;
  readonly assets?: Readonly<Record<string, { readonly path: string; readonly account?: string; readonly bucket?: string }>>;
}

const folders: string[] = [];

export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  folders.push(folder);
  return folder;
};

export const clean = () => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true }));

export const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};

const bucket = (account: string, region: string) => `cdk-${account.slice(0, 4)}-assets-${account}-${region}`;

/** Writes an assembly with one stage and one stack per environment. */
export const assembly = (parts: Partial<Record<Name, Part>>, { region = 'eu-central-1', files = {}, assets = {} }: Extra = {}): string => {
  const folder = scratch();
  const stages = Object.entries(parts) as [Name, Part][];
  const root = Object.fromEntries(stages.map(([name]) => [`assembly-${name}`, { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${name}`, displayName: name } }]));
  write(folder, { 'manifest.json': JSON.stringify({ version: '55.0.0', artifacts: root }), ...files });
  for (const [name, { Resources = {}, ...sections }] of stages) {
    const account = accounts[name];
    const own = Object.fromEntries(Object.entries(assets).map(([id, { path, account: to = account, bucket: at }]) => [id, {
      source: { path: `../${path}`, packaging: 'zip' },
      destinations: { here: { bucketName: at ?? bucket(to, region), objectKey: `${id}.zip`, assumeRoleArn: `arn:\${AWS::Partition}:iam::${to}:role/cdk-publishing-role` } },
    }]));
    write(join(folder, `assembly-${name}`), {
      'manifest.json': JSON.stringify({
        version: '55.0.0',
        artifacts: {
          'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } },
          'App': {
            type: 'aws:cloudformation:stack', environment: `aws://${account}/${region}`, dependencies: ['App.assets'],
            properties: {
              templateFile: 'App.template.json', stackName: `${name}-App`,
              assumeRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/cdk-deploy-role`, bootstrapStackVersionSsmParameter: `/cdk-bootstrap/${name}/version`,
            },
          },
        },
      }, undefined, 1),
      'App.assets.json': JSON.stringify({ version: '55.0.0', files: own }),
      'App.template.json': JSON.stringify({
        ...sections,
        Resources: { Marker: { Type: 'AWS::CloudFormation::WaitConditionHandle' }, ...Resources },
      }, undefined, 1),
    });
  }
  return folder;
};

export const run = (folder: string, environments?: EnvironmentsFile, hygiene = false): AuditResult =>
  audit({ sources: [{ kind: 'assembly', path: folder }], environments, profiles: hygiene ? ['relations', 'hygiene'] : ['relations'], today: '2026-01-15' });

export const auditOf = (parts: Partial<Record<Name, Part>>, extra?: Extra, environments?: EnvironmentsFile, hygiene = false): AuditResult =>
  run(assembly(parts, extra), environments, hygiene);

export const open = ({ findings }: AuditResult): Finding[] => findings.filter(({ status }) => status === 'open');

/** `invariant verdict environments`, one line a finding. */
export const lines = (result: AuditResult): string[] => open(result)
  .map(({ invariant, verdict, environments }) => `${verdict} ${invariant} ${environments.join('+')}`).sort();

/** Only resources. */
export const res = (Resources: Record<string, unknown>): Part => ({ Resources });

export const policy = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
