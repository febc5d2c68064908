// the clean assembly as something to plant leaks in: changed on disk for one mutant, restored for the next.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Resource, Side, StackName, Template } from './types';
import { region } from './sides';

export interface Manifest {
  artifacts: Record<
    string,
    { type: string; environment?: string; dependencies?: string[]; properties: Record<string, unknown>; [key: string]: unknown }
  >;
  missing?: unknown[];
}

export interface AssetManifest {
  files: Record<string, { source: Record<string, unknown>; destinations: Record<string, Record<string, unknown>> }>;
  dockerImages: Record<string, unknown>;
}

export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-mutants-'));
  private readonly documents = new Map<string, unknown>();
  private readonly originals = new Map<string, Buffer | undefined>();
  private readonly stackFiles = new Map<string, string>();

  constructor(assembly: string) {
    cpSync(assembly, this.folder, { recursive: true });
    for (const file of readdirSync(this.folder, { recursive: true, encoding: 'utf8' })) {
      const [, environment, stack] =
        /^assembly-(\w+)\/\1(Network|Secrets|Webhook|Operations|Backend)[0-9A-F]{8}\.template\.json$/.exec(file) ?? [];
      if (environment && stack) this.stackFiles.set(`${environment}/${stack}`, file);
    }
  }

  /** Files that the mutant changed, relative to the assembly. */
  get touched(): readonly string[] {
    return [...this.originals.keys()];
  }

  /** A JSON file; what is changed in it is written before the audit. */
  json<T>(file: string): T {
    if (!this.documents.has(file)) this.documents.set(file, JSON.parse(this.keep(file)!.toString('utf8')));
    return this.documents.get(file) as T;
  }

  write(file: string, content: string | Uint8Array): void {
    this.keep(file);
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  template(side: Side, stack: StackName = 'Backend'): Template {
    return this.json<Template>(this.fileOf(side, stack));
  }

  /** The file of a stack's template. */
  fileOf({ name }: Side, stack: StackName = 'Backend'): string {
    const file = this.stackFiles.get(`${name}/${stack}`);
    if (file === undefined) throw new Error(`the assembly has no stack ${name}/${stack}`);
    return file;
  }

  /** A part of a template, `Parameters` or `Outputs`, made where there is none. */
  section(side: Side, section: string, stack?: StackName): Record<string, unknown> {
    const template = this.template(side, stack);
    return (template[section] ??= {}) as Record<string, unknown>;
  }

  add(side: Side, logicalId: string, Type: string, Properties: Record<string, unknown>, more: Record<string, unknown> = {}): void {
    this.template(side).Resources[logicalId] = { Type, Properties, ...more };
  }

  /** The first resource of a type that the environment has. */
  first(side: Side, stack: StackName, type: string, fits: (resource: Resource) => boolean = () => true): Resource {
    const found = Object.values(this.template(side, stack).Resources).find(resource => resource.Type === type && fits(resource));
    if (!found) throw new Error(`${side.name}/${stack} has no ${type}`);
    return found;
  }

  manifest({ name }: Side): Manifest {
    return this.json<Manifest>(`assembly-${name}/manifest.json`);
  }

  /** The entry of a stack in the manifest. */
  artifact(side: Side, stack: StackName = 'Backend'): Manifest['artifacts'][string] {
    return Object.values(this.manifest(side).artifacts).find(({ properties }) => properties.stackName === `${side.name}-${stack}`)!;
  }

  assets(side: Side, stack: StackName = 'Backend'): AssetManifest {
    return this.json<AssetManifest>(this.fileOf(side, stack).replace('.template.json', '.assets.json'));
  }

  /** Publishes files with a stack of the environment. */
  asset(side: Side, files: Readonly<Record<string, string | Uint8Array>>, id = 'a5'.repeat(32)): void {
    for (const [name, content] of Object.entries(files)) this.write(`asset.${id}/${name}`, content);
    this.assets(side).files[id] = {
      source: { path: `../asset.${id}`, packaging: 'zip' },
      destinations: { own: { bucketName: `cdk-${side.slug}-assets-${side.account}-${region}`, objectKey: `${id}.zip`, region } },
    };
  }

  /** Nests a stack in the environment's backend. */
  nest(side: Side, logicalId: string, template: object, Parameters: Record<string, unknown> = {}): void {
    const name = `${logicalId}.nested.template.json`;
    this.write(`assembly-${side.name}/${name}`, JSON.stringify(template, undefined, 1));
    this.add(
      side,
      logicalId,
      'AWS::CloudFormation::Stack',
      { TemplateURL: 'nested', Parameters },
      { Metadata: { 'aws:asset:path': name, 'aws:asset:property': 'TemplateURL' } },
    );
  }

  /** Writes what was changed in JSON. */
  flush(): void {
    for (const [file, value] of this.documents) writeFileSync(join(this.folder, file), JSON.stringify(value, undefined, 1));
  }

  /** Makes the assembly what it was. */
  restore(): void {
    for (const [file, content] of this.originals) {
      if (content) writeFileSync(join(this.folder, file), content);
      else rmSync(join(this.folder, file), { force: true });
    }
    this.documents.clear();
    this.originals.clear();
    for (const name of readdirSync(this.folder))
      if (name.startsWith('asset.') && readdirSync(join(this.folder, name)).length === 0)
        rmSync(join(this.folder, name), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private keep(file: string): Buffer | undefined {
    const path = join(this.folder, file);
    if (!this.originals.has(file)) this.originals.set(file, existsSync(path) ? readFileSync(path) : undefined);
    return this.originals.get(file);
  }
}
