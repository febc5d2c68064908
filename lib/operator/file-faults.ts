import { nameOf } from './faults';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'a file of that name is there',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EMFILE: 'too many files are open',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than anything that belongs there',
  ERR_INVALID_ARG_VALUE: 'that is no path',
};

/** Why the file system refuses, as a message ends: `it is not there (ENOENT)`. */
export const whyNot = (error: unknown): string => {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === undefined ? nameOf(error) : `${reasons[code] ?? 'the system refuses'} (${code})`;
};

/** Whether the file system said no, rather than AWS or we ourselves. */
export const isOfFileSystem = (error: unknown): boolean => {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return code !== undefined && Object.hasOwn(reasons, code) && (syscall === undefined || !/connect|getaddrinfo/.test(syscall));
};
