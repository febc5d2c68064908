import { inconclusive } from '../reasons';
import { ok, unknown, wrong, type Check } from '../types';
import { CommandError } from '../../operator/command-error';
import { requireCaller } from '../../operator/caller';

/** Looked at before anything else, see `examine`. */
export const callerCheck: Check = {
  id: 'caller',
  title: 'credentials of the environment\'s account',
  asksAws: false,
  run: async ({ environment: { config: { name }, account, region }, aws }) => {
    try {
      return [ok(await requireCaller({ name, account, region }, aws.sts))];
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const { evidence, remedy = 'name a profile of your AWS configuration with --profile' } = inconclusive(error);
      return [error.exitCode === 1 ? wrong(evidence, remedy) : unknown(evidence, remedy)];
    }
  },
};
