import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './files';
import { limits } from './limits';
import type { AssetContent, AssetText } from './types';
import { unzip } from './zip';
import { zlib } from './zlib-library';

interface Reading {
  readonly files: AssetText[];
  readonly unread: { file: string; reason: string }[];
  left: number;
}

// every byte becomes one character, so that text inside binaries is searched as well.
const textOf = (bytes: Buffer): string => bytes.toString('latin1');

const unpack = (reading: Reading, file: string, bytes: Buffer): void => {
  try {
    if (bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50) {
      for (const entry of unzip(bytes, limits.assetBytes)) add(reading, `${file}!/${entry.name}`, entry.bytes, false);
      return;
    }
    if (bytes.length > 2 && bytes.readUInt16LE(0) === 0x8b1f) {
      add(reading, `${file}!`, zlib().gunzipSync(bytes, { maxOutputLength: limits.assetBytes }), false);
      return;
    }
    reading.files.push({ file, text: textOf(bytes) });
  } catch (error) {
    reading.unread.push({ file, reason: `cannot be unpacked: ${(error as Error).message}` });
  }
};

const add = (reading: Reading, file: string, bytes: Buffer, outer: boolean): void => {
  reading.left -= bytes.length;
  if (reading.left < 0 || reading.files.length >= limits.assetFiles) {
    reading.unread.push({ file, reason: 'the asset is larger than what is read' });
  } else if (outer) unpack(reading, file, bytes);
  else reading.files.push({ file, text: textOf(bytes) });
};

const visit = (files: Files, path: string, reading: Reading, depth: number): void => {
  const name = files.name(path);
  const entry = lstatSync(path);
  if (entry.isSymbolicLink() && depth > 0) {
    // what a link names is either in the asset anyway or outside of it.
    reading.unread.push({ file: name, reason: 'is a symbolic link' });
  } else if (entry.isDirectory()) {
    if (depth > limits.depth) reading.unread.push({ file: name, reason: 'is nested too deep' });
    else if (reading.unread.length < 20)
      for (const child of readdirSync(path).sort()) visit(files, join(path, child), reading, depth + 1);
  } else if (!entry.isFile()) {
    reading.unread.push({ file: name, reason: 'is not a regular file' });
  } else if (entry.size > limits.assetFileBytes || entry.size > reading.left) {
    reading.unread.push({ file: name, reason: `is larger than what is read (${entry.size} bytes)` });
  } else add(reading, name, files.bytes(path, limits.assetFileBytes), true);
};

/** The text of an asset, a file or a folder; what could not be read is said, never skipped. */
export const readContent = (files: Files, path: string): AssetContent => {
  const reading: Reading = { files: [], unread: [], left: limits.assetBytes };
  files.stat(path);
  visit(files, path, reading, 0);
  return { path: files.name(path), files: reading.files, unread: reading.unread };
};
