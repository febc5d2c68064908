import type { Rule } from './subject';
import { known } from '../pending';
import type { EnvironmentConfig } from '../types';

const keysOf = ({ evidenceKeys }: EnvironmentConfig): string[] => (evidenceKeys ? known([evidenceKeys.evidence, evidenceKeys.signOff]) : []);

/** Evidence and sign-off have a key each, of the one environment that a target is promoted from. */
export const evidenceKeys: Rule = ({ environments }) => {
  const owners = new Map<string, EnvironmentConfig>();
  return environments.flatMap(environment => {
    const { name, promotedFrom } = environment;
    const keys = keysOf(environment);
    if (environment.evidenceKeys && promotedFrom === undefined) return [`'${name}' has evidenceKeys and is promoted from nowhere; remove them, or name its source in promotedFrom`];
    if (new Set(keys).size !== keys.length) return [`'${name}' has one key for evidence and sign-off, so continuous integration could sign off; give both as \`bulkhead evidence keys ${promotedFrom ?? ''}\` prints them`];
    return keys.flatMap(key => {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, environment);
      return owner !== undefined && owner.promotedFrom !== promotedFrom
        ? [`'${name}' and '${owner.name}' pin one key and are promoted from different environments; give the keys of '${promotedFrom ?? ''}'`] : [];
    });
  });
};
