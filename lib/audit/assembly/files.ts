import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { limits } from './limits';
import { UnusableInput, type InputFile } from '../model';

const describe = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'ELOOP') return 'is a loop of symbolic links';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  if (code === 'ENOTDIR') return 'is below something that is not a folder';
  if (code === 'EISDIR') return 'is a folder where a file is expected';
  return `cannot be read (${code ?? 'unknown reason'})`;
};

const leaves = (from: string, to: string): boolean => {
  const way = relative(from, to);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
};

/** Reads inside the given sources and nowhere else, and remembers what was read. */
export class Files {
  private readonly seen = new Map<string, InputFile>();
  /** Where roots are once their links are followed. */
  private readonly roots = new Map<string, string>();

  /** @param base folder that paths of the result are relative to */
  constructor(private readonly base: string) {}

  name(path: string): string {
    return relative(this.base, path).split(sep).join('/') || '.';
  }

  stat(path: string): Stats {
    return this.attempt(() => statSync(path), this.name(path));
  }

  /**
   * The path of `name` below `folder`; what leaves `root`, by name or by link, is refused.
   *
   * @param file where the name is written, for the message
   */
  inside(root: string, folder: string, name: unknown, file: string, place: string): string {
    if (typeof name !== 'string' || name === '') throw new UnusableInput('expected the name of a file or folder', file, place);
    const path = resolve(folder, name);
    if (isAbsolute(name) || name.includes('\0') || leaves(root, path)) {
      throw new UnusableInput(`'${name}' leads out of the assembly`, file, place);
    }
    // the system's own way is one call, where the other asks about every folder above.
    const real = this.attempt(() => realpathSync.native(path), file, place, `'${name}' `);
    const top = this.roots.get(root) ?? realpathSync.native(root);
    this.roots.set(root, top);
    if (leaves(top, real)) throw new UnusableInput(`'${name}' links out of the assembly`, file, place);
    return path;
  }

  private attempt<T>(read: () => T, file: string, place?: string, whose = ''): T {
    try {
      return read();
    } catch (error) {
      throw new UnusableInput(`${whose}${describe(error)}`, file, place);
    }
  }

  /** The bytes of a document, recorded with their digest. */
  bytes(path: string, limit: number = limits.documentBytes): Buffer {
    const status = this.stat(path);
    const { size } = status;
    // a pipe or a device is read for ever, or never ends.
    if (!status.isFile() && !status.isDirectory()) throw new UnusableInput('is no regular file', this.name(path));
    if (size > limit) throw new UnusableInput(`is larger than ${limit} bytes`, this.name(path), `${size} bytes`);
    const bytes = this.attempt(() => readFileSync(path), this.name(path));
    const name = this.name(path);
    this.seen.set(name, { path: name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length });
    if (this.seen.size > limits.documents * 4) throw new UnusableInput('the input has too many files', name);
    return bytes;
  }

  text(path: string): string {
    const bytes = this.bytes(path);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new UnusableInput('is not UTF-8 text', this.name(path));
    }
  }

  /** Whether a file has been read. */
  has(path: string): boolean {
    return this.seen.has(this.name(path));
  }

  inputs(): InputFile[] {
    return [...this.seen.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
