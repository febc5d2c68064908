import type { RunCase, RunResult } from '../../../promotion/evidence/types';
import type { Case } from './case';
import { selfCases } from './self';
import type { AcceptanceOptions } from './types';
import { uaeKycCases } from './uae-kyc';

export type { AcceptanceOptions, ArrivedEvent, CreateSession, Observe, SelfSubject, UaeKycSubject } from './types';

const play = async ({ name, run }: Case): Promise<RunCase> => {
  try {
    return { name, ...await run() };
  } catch (error) {
    // a name, never a message: it may quote what was sent.
    return { name, passed: false, detail: `ended by ${error instanceof Error ? error.name : 'an unknown error'}` };
  }
};

/**
 * Plays every scenario against an environment that is connected to a sandbox, one after another: each needs the clock and
 * the faults to itself. Cases that the environment's flows leave nothing to try for are left out.
 */
export const runAcceptance = async ({ sandbox, environment, assemblyDigest, subjects, now = Date.now }: AcceptanceOptions): Promise<RunResult> => {
  const startedAt = new Date(now()).toISOString();
  const cases: RunCase[] = [];
  for (const subject of subjects) {
    const planned = subject.provider === 'self' ? selfCases(sandbox, subject) : uaeKycCases(sandbox, subject);
    for (const one of planned) cases.push(await play(one));
  }
  return { kind: 'acceptance', environment, assemblyDigest, startedAt, finishedAt: new Date(now()).toISOString(), cases };
};
