// how a case writes its folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MalformedCase {
  readonly name: string;
  readonly write: (folder: string) => void;
  /** What the message says. */
  readonly problem: RegExp;
  /** The file that it names. */
  readonly file: RegExp;
}

export const write = (folder: string, files: Readonly<Record<string, string | Uint8Array>>): void => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
};

export const stack = (properties: object = {}, more: object = {}) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://111111111111/eu-west-1',
  properties: { templateFile: 'App.json', stackName: 'App', ...properties },
  ...more,
});

export const manifest = (artifacts: object, more: object = {}) => JSON.stringify({ version: '55.0.0', artifacts, ...more });

/** An assembly that is sound but for what a case replaces. */
export const sound = { 'manifest.json': manifest({ App: stack() }), 'App.json': '{"Resources":{"A":{"Type":"AWS::SQS::Queue"}}}' };

export const resources = (value: unknown) => JSON.stringify({ Resources: value });

/** Levels of nesting. */
export const DEEP = 200_000;
