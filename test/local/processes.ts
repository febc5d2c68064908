import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process runs; one that has ended and waits for its parent does not. */
export const runs = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const parentOf = (pid: string): number => {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return NaN;
  }
};

/** What a process was started as; nothing once it has ended. */
export const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Every process below another one. */
export const descendants = (pid: number): number[] => {
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && parentOf(name) === pid).map(Number);
  return children.flatMap(child => [child, ...descendants(child)]);
};

/** Waits until something holds; false when it does not in time, which a busy machine needs more of. */
export const eventually = async (holds: () => boolean, milliseconds = 60_000): Promise<boolean> => {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await pause(25)) {
    if (holds()) return true;
  }
  return holds();
};
