import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { unusable } from '../../operator/command-error';

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50] as const;
const [VERSION, UNIX, UTF8, DEFLATED, NEW_YEAR_1980, REGULAR] = [20, 3 << 8, 0x800, 8, 33, 0o100000] as const;
const [MOST_FILES, MOST_BYTES] = [0xffff - 1, 0xffff_ffff - 1] as const;

/** Numbers of two or four bytes, in the order of the format. */
const fields = (...values: readonly (readonly [size: 2 | 4, value: number])[]): Buffer => Buffer.concat(values.map(([size, value]) => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}));

const filesBelow = (folder: string, below = ''): string[] => readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
  const path = below === '' ? entry.name : `${below}/${entry.name}`;
  return entry.isDirectory() ? filesBelow(folder, path) : [path];
});

/** A folder as a ZIP archive that depends on its files alone, with what may be executed. */
export const zip = (folder: string): Buffer => {
  const [parts, directory] = [[] as Buffer[], [] as Buffer[]];
  let offset = 0;
  const paths = filesBelow(folder).sort();
  for (const path of paths) {
    const [content, mode, name] = [readFileSync(join(folder, path)), statSync(join(folder, path)).mode & 0o777, Buffer.from(path, 'utf8')];
    const packed = deflateRawSync(content);
    const common = fields(
      [2, VERSION], [2, UTF8], [2, DEFLATED], [2, 0], [2, NEW_YEAR_1980], [4, crc32(content)], [4, packed.length], [4, content.length], [2, name.length], [2, 0],
    );
    parts.push(fields([4, LOCAL]), common, name, packed);
    directory.push(fields([4, CENTRAL], [2, UNIX | VERSION]), common, fields([2, 0], [2, 0], [2, 0], [2, 0], [2, REGULAR | mode], [4, offset]), name);
    offset += 30 + name.length + packed.length;
  }
  const index = Buffer.concat(directory);
  if (paths.length > MOST_FILES || offset + index.length > MOST_BYTES) throw unusable(`the asset ${folder} is too large for an archive; split it`);
  return Buffer.concat([...parts, index, fields([4, END], [2, 0], [2, 0], [2, paths.length], [2, paths.length], [4, index.length], [4, offset], [2, 0])]);
};
