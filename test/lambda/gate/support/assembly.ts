// two environments of two stacks each and the account that governs them, as CDK would write them.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { assetsBucketName, type EnvironmentContext } from '../../../../lib/environment/context';

export const region = 'eu-central-1';
export const accounts = { staging: '111111111111', production: '333333333333', audit: '444444444444' } as const;

export const assetsBucket = (account: string): string => assetsBucketName({ account, region, qualifier: 'own', config: {} } as EnvironmentContext);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a template is foreign JSON
export type Template = Record<string, any>;

export interface AssemblyOptions {
  /** Makes two assemblies different. */
  readonly version?: number;
  /** Changes production's templates by stack. */
  readonly change?: (stack: 'Data' | 'App', template: Template) => void;
  readonly assetKind?: 'files' | 'dockerImages';
  /** Gives `App` a nested stack. */
  readonly nested?: boolean;
}

const nestedKey = 'inner.json';
export const nestedTemplate: Template = { Resources: { Inner: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'inner' } } } };
const nestedStack = (account: string) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: { 'Fn::Join': ['', [`https://s3.${region}.`, { Ref: 'AWS::URLSuffix' }, `/${assetsBucket(account)}/${nestedKey}`]] } },
  Metadata: { 'aws:asset:path': 'Inner.nested.template.json', 'aws:asset:property': 'TemplateURL' },
});

const stages = [['Staging', accounts.staging], ['Production', accounts.production]] as const;

const template = (stage: string, stack: 'Data' | 'App', key: string, version: number): Template => ({
  Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/own/version' } },
  Resources: stack === 'Data'
    ? { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: `version ${version}` } } }
    : { Function: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs24.x', Handler: 'index.handler', Description: `version ${version}`, Role: { Ref: 'AWS::NoValue' }, Code: { S3Bucket: assetsBucket(stage === 'Staging' ? accounts.staging : accounts.production), S3Key: key } } } },
});

export const assetFiles = (version: number): Record<string, string> =>
  ({ 'index.js': `exports.handler = () => 'version ${version}';\n`, 'parts/inner.js': 'module.exports = 1;\n' });

/** Writes an assembly and returns its folder. */
export const writeAssembly = ({ version = 1, change = () => {}, assetKind = 'files', nested = false }: AssemblyOptions = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gate-assembly-'));
  const write = (path: string, content: unknown) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, undefined, 1));
  };
  const asset = `asset.${version}`;
  for (const [name, text] of Object.entries(assetFiles(version))) write(`${asset}/${name}`, text);
  write('manifest.json', { version: '55.0.0', artifacts: Object.fromEntries(stages.map(([stage]) =>
    [`assembly-${stage}`, { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${stage}`, displayName: stage } }])) });
  for (const [stage, account] of stages) {
    const at = (name: string) => `assembly-${stage}/${name}`;
    const artifact = (stack: 'Data' | 'App', needs: string[]) => ({
      [`${stack}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${stack}.assets.json` } },
      [stack]: {
        type: 'aws:cloudformation:stack', environment: `aws://${account}/${region}`, dependencies: [`${stack}.assets`, ...needs],
        properties: { templateFile: `${stack}.template.json`, stackName: `${stage}-${stack}`, tags: { owner: 'identity' } },
      },
    });
    if (nested) write(at('Inner.nested.template.json'), nestedTemplate);
    // written so that the order of the file is not the order of execution.
    write(at('manifest.json'), { version: '55.0.0', artifacts: { ...artifact('App', ['Data']), ...artifact('Data', []) } });
    for (const stack of ['Data', 'App'] as const) {
      const body = template(stage, stack, `code-${version}.zip`, version);
      if (nested && stack === 'App') body.Resources.Nested = nestedStack(account);
      if (stage === 'Production') change(stack, body);
      write(at(`${stack}.template.json`), body);
      const published = (source: object, objectKey: string) => ({ source, destinations: { own: { bucketName: assetsBucket(account), objectKey } } });
      const code = assetKind === 'files'
        ? { files: { code: published({ path: `../${asset}`, packaging: 'zip' }, `code-${version}.zip`) } }
        : { dockerImages: { code: { source: { directory: `../${asset}` }, destinations: { own: { repositoryName: 'own', imageTag: 'one' } } } } };
      write(at(`${stack}.assets.json`), {
        version: '55.0.0',
        files: { template: published({ path: `${stack}.template.json`, packaging: 'file' }, `${stack}-${version}.json`), ...stack === 'App' ? code.files : {},
          ...nested && stack === 'App' ? { inner: published({ path: 'Inner.nested.template.json', packaging: 'file' }, nestedKey) } : {} },
        dockerImages: stack === 'App' ? code.dockerImages ?? {} : {},
      });
    }
  }
  return folder;
};

/** The asset as the toolkit publishes it. */
export const packed = (version: number, files: Record<string, string> = assetFiles(version)): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])), { mtime: new Date(1980, 0, 1) }));

export const declaration = {
  environments: [
    { name: 'Staging', accounts: [accounts.staging], credentials: 'test' as const },
    { name: 'Production', accounts: [accounts.production], credentials: 'live' as const, promotedFrom: 'Staging' },
    { name: 'Audit', accounts: [accounts.audit] },
  ],
  links: [],
};
