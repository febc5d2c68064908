import { deployCommand } from '../words';
import { notYet, ok, unknown, wrong, type Check, type Finding } from '../types';
import { statusOf, type SecretStatus } from '../../operator/status';
import { secretTargets } from '../../operator/target';

const findingOf = ({ environment, binding, kind, present, versions, problems, verdict }: SecretStatus): Finding => {
  const name = `${binding} ${kind}`;
  const place = `${environment} ${binding} ${kind}`;
  const said = `${name}: ${problems.join('; ')}`;
  if (present === false) return notYet(`${name}: no value is stored`, `npm run bulkhead -- secrets put ${place}`);
  if (verdict === 0) return ok(`${name}: ${versions.map(({ stage, class: held }) => `${stage} ${held}`).join(', ')}, unique`);
  if (verdict === 1) return wrong(said, `have the provider issue another one, then npm run bulkhead -- secrets rotate ${place}`);
  return unknown(said, present === null ? `look with npm run bulkhead -- secrets status ${environment} ${binding} ${kind}` : `store it again: npm run bulkhead -- secrets rotate ${place}`);
};

/** As `bulkhead secrets status` sees them: by version and fingerprint, never by value. */
export const secretsCheck: Check = {
  id: 'secrets',
  title: 'every secret is there, of its class, and nowhere else',
  asksAws: true,
  run: async ({ environment, fleet, facts, secrets, now }) => {
    const stack = facts.stackName('Secrets');
    // who may not list the stacks may be the operator all the same.
    const missing = await facts.stacks().then(stacks => !stacks.has(stack), () => false);
    if (missing) return [notYet(`${stack} is not there, and no secret has a place yet`, deployCommand(environment))];
    return (await statusOf(secretTargets(fleet, environment.config.name), secrets, now)).map(findingOf);
  },
};
