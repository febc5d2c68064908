import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ok, unknown, wrong, type Check } from '../types';

/** A signed request is refused beyond five minutes, and documents that were signed here carry this machine's time. */
const tolerable = 60_000;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
export const clockCheck: Check = {
  id: 'clock',
  title: 'this machine\'s clock agrees with AWS',
  asksAws: true,
  run: async ({ aws }) => {
    await aws.sts.send(new GetCallerIdentityCommand({}));
    const reading = aws.clock();
    if (reading === undefined) return [unknown('the answer of AWS carries no time', 'look whether a proxy takes its headers away')];
    const seconds = Math.round((reading.ours - reading.theirs) / 1000);
    const says = seconds === 0 ? 'within a second of AWS' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} AWS`;
    return [Math.abs(seconds) * 1000 <= tolerable ? ok(says) : wrong(says, 'let the machine set its clock from the network; AWS refuses requests that are five minutes off')];
  },
};
