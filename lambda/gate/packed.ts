import { crc32, inflateRawSync } from 'node:zlib';

/** Contents by path; a single file has the empty path. */
export type FileContents = ReadonlyMap<string, Buffer>;

/** Of all contents together: what Lambda takes unpacked, and what the function's memory holds beside the archive's own copy. */
const MOST_BYTES = 256 * 1024 * 1024;
const [END, CENTRAL, LOCAL, DESCRIPTOR] = [0x06054b50, 0x02014b50, 0x04034b50, 0x08074b50] as const;
const [REGULAR, FOLDER] = [0x8000, 0x4000] as const;
const [STORED, DEFLATED, DESCRIBED_LATER, UTF8] = [0, 8, 0x8, 0x800] as const;

class TwoMeanings extends Error {}

const demand = (holds: boolean): void => {
  if (!holds) throw new TwoMeanings();
};

/** Check sum and both lengths, which an archive says up to three times; wherever it says them they must be these. */
const figures = (packed: Buffer, content: Buffer): Buffer => {
  const bytes = Buffer.alloc(12);
  [crc32(content), packed.length, content.length].forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
};

const contentOf = (method: number, packed: Buffer, most: number): Buffer => {
  demand(method === STORED || (method === DEFLATED && most > 0));
  return method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: most });
};

/**
 * Unpacks an archive that says the same to every reader, whether it begins with the directory or with the first byte: entries
 * without a gap up to the directory, the same names, lengths and check sums in every place that has them, nothing after the end.
 */
const unpack = (archive: Buffer, most: number): Map<string, Buffer> => {
  const files = new Map<string, Buffer>();
  const end = archive.length - 22;
  demand(archive.readUInt32LE(end) === END && archive.readUInt32LE(end + 4) === 0 && archive.readUInt16LE(end + 20) === 0);
  const [entries, directory] = [archive.readUInt16LE(end + 10), archive.readUInt32LE(end + 16)];
  demand(archive.readUInt16LE(end + 8) === entries && archive.readUInt32LE(end + 12) === end - directory);
  let [central, local, room] = [directory, 0, most];
  for (let left = entries; left > 0; left -= 1) {
    demand(archive.readUInt32LE(central) === CENTRAL && archive.readUInt32LE(central + 42) === local && archive.readUInt32LE(local) === LOCAL);
    const [flags, method] = [archive.readUInt16LE(central + 8), archive.readUInt16LE(central + 10)];
    const [size, nameLength] = [archive.readUInt32LE(central + 20), archive.readUInt16LE(central + 28)];
    const name = archive.subarray(central + 46, central + 46 + nameLength);
    demand((flags & ~(DESCRIBED_LATER | UTF8)) === 0 && archive.readUInt16LE(local + 6) === flags && archive.readUInt16LE(local + 8) === method);
    demand(archive.readUInt16LE(local + 26) === nameLength && archive.subarray(local + 30, local + 30 + nameLength).equals(name));
    // a link or a second name in an extra field would be a file of its own to some readers.
    const kind = archive.readUInt16LE(central + 40) & 0xf000;
    demand(archive.readUInt16LE(local + 28) === 0 && archive.readUInt16LE(central + 30) === 0 && (kind === 0 || kind === REGULAR || (kind === FOLDER && size === 0)));
    const start = local + 30 + nameLength;
    const packed = archive.subarray(start, start + size);
    const content = contentOf(method, packed, room);
    room -= content.length;
    const said = figures(packed, content);
    demand(packed.length === size && archive.subarray(central + 16, central + 28).equals(said));
    const later = (flags & DESCRIBED_LATER) !== 0;
    const signed = later && archive.readUInt32LE(start + size) === DESCRIPTOR ? 4 : 0;
    const again = later ? start + size + signed : local + 14;
    demand(archive.subarray(again, again + 12).equals(said));
    const path = new TextDecoder('utf-8', { fatal: true }).decode(name);
    demand(!files.has(path) && (!path.endsWith('/') || content.length === 0));
    if (!path.endsWith('/')) files.set(path, content);
    local = start + size + (later ? signed + 12 : 0);
    central += 46 + nameLength + archive.readUInt16LE(central + 32);
  }
  demand(local === directory && central === end);
  return files;
};

/** Reads a published object; `undefined` where it is no archive, or one that can be read in two ways. */
export const readPublished = (bytes: Buffer, packed: boolean, most = MOST_BYTES): FileContents | undefined => {
  if (!packed) return new Map([['', bytes]]);
  try {
    return unpack(bytes, most);
  } catch {
    return undefined;
  }
};

/** The same paths with the same bytes; times and permissions are the packer's. */
export const sameFiles = (one: FileContents | undefined, other: FileContents): boolean =>
  one !== undefined && one.size === other.size && [...one].every(([path, content]) => other.get(path)?.equals(content) === true);
