import type { Reason, ReasonCode } from './contract';

/** The release does not go on, for these reasons. */
export class Refused extends Error {
  constructor(readonly reasons: readonly Reason[]) {
    super(reasons.map(({ code }) => code).join(', '));
    this.name = 'Refused';
  }
}

export const refuse = (code: ReasonCode, message: string): never => {
  throw new Refused([{ code, message }]);
};

/** Goes on only without a reason. */
export const refuseFor = (reasons: readonly Reason[]): void => {
  if (reasons.length > 0) throw new Refused(reasons);
};
