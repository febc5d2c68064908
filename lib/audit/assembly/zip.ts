import { zlib } from './zlib-library';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50] as const;

/** Unpacks an archive in memory; throws on anything but plain stored or deflated entries within the limit. */
export const unzip = (archive: Buffer, limit: number): ZipEntry[] => {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Error('is not a zip archive');
  const entries: ZipEntry[] = [];
  let total = 0;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new Error('is a damaged archive');
    const [method, size, length, extra, comment, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt16LE(at + 30),
      archive.readUInt16LE(at + 32),
      archive.readUInt32LE(at + 42),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    at += 46 + length + extra + comment;
    if (name.endsWith('/')) continue;
    if (archive.readUInt32LE(local) !== LOCAL) throw new Error('is a damaged archive');
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + size);
    if (method !== 0 && method !== 8) throw new Error(`packs '${name}' by an unknown method`);
    const bytes = method === 0 ? packed : zlib().inflateRawSync(packed, { maxOutputLength: limit - total });
    total += bytes.length;
    if (total > limit) throw new Error('unpacks to more than is read');
    entries.push({ name, bytes });
  }
  return entries;
};
