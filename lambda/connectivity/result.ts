import type { RouteCheck, RouteResult } from './contract';

type Make = (check: RouteCheck, subject: string, reason: string, detail?: string) => RouteResult;

const of = (verdict: RouteResult['verdict']): Make => (check, subject, reason, detail) =>
  ({ check, subject, verdict, reason, ...detail !== undefined && { detail } });

export const holds = of('holds');
export const fails = of('fails');
/** Something else than what was asked decided the outcome. */
export const unknown = of('unknown');

/** What comes of work that may not take longer, whatever it waits for. */
export const within = async <T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([work, new Promise<T>(resolve => { timer = setTimeout(resolve, milliseconds, otherwise); })]);
  } finally {
    clearTimeout(timer);
  }
};
