import type { Files } from './files';
import { parseJson } from './json';
import { objectAt } from './shape';
import type { Document } from './types';
import { parseYaml } from './yaml';

/** Reads documents once, whoever refers to them. */
export class Documents {
  private readonly known = new Map<string, Document>();

  constructor(readonly files: Files) {}

  read(path: string): Document {
    const known = this.known.get(path);
    if (known) return known;
    const file = this.files.name(path);
    const text = this.files.text(path).replace(/^\uFEFF/, '');
    // `.template` is either, and whoever writes `{` means JSON.
    const format = /\.(ya?ml|template)$/i.test(path) && !/^\s*\{/.test(text) ? 'yaml' : 'json';
    const value = objectAt(format === 'yaml' ? parseYaml(text, file) : parseJson(text, file), file, 'the document');
    const document: Document = { file, text, format, value };
    this.known.set(path, document);
    return document;
  }
}
