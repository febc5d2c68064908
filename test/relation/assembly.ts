import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Template {
  readonly file: string;
  readonly Resources?: Record<string, Resource>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** What one environment contributes to the assembly: every file of its folder, as text and, where it is one, as template. */
export interface Part {
  readonly stage: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly templates: readonly Template[];
}

/** Reads the parts of all environments; a file that is not read would be a file that is not checked. */
export const readParts = (outdir: string): Part[] => readdirSync(outdir, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name.startsWith('assembly-'))
  .map(({ name }) => {
    const folder = join(outdir, name);
    const files = readdirSync(folder).map(file => ({ name: file, text: readFileSync(join(folder, file), 'utf8') }));
    return {
      stage: name.slice('assembly-'.length),
      files,
      templates: files.filter(file => file.name.endsWith('.template.json'))
        .map(file => ({ file: file.name, ...JSON.parse(file.text) as Omit<Template, 'file'> })),
    };
  });

/** Every value inside a value, with its path. */
export function* walk(value: unknown, path: readonly string[] = []): Generator<{ readonly path: readonly string[]; readonly value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key]);
}

/** The argument of an intrinsic function, if the value is one. */
export const intrinsic = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null && Object.keys(value).length === 1 ? (value as Record<string, unknown>)[name] : undefined);
