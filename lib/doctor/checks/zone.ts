import { deployCommand } from '../words';
import { notYet, ok, unknown, wrong, type Check } from '../types';
import { nameOf } from '../../operator/command-error';

const plain = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '');

const sorted = (names: readonly string[]): string[] => [...new Set(names.map(plain))].filter(name => name !== '').sort();

/** Where a zone's own name servers and the public DNS differ, somebody else answers for its names, or nobody does. */
export const zoneCheck: Check = {
  id: 'zone',
  title: 'the parent zone delegates to the environment\'s zone',
  asksAws: true,
  run: async ({ environment, facts, nameServers }) => {
    const { name, domain: { zone, delegated } } = environment.config;
    const outputs = (await facts.stacks()).get(facts.stackName('Network'))?.Outputs ?? [];
    const own = sorted(outputs.find(({ OutputKey }) => OutputKey === 'ZoneNameServers')?.OutputValue?.split(',') ?? []);
    let found: string[];
    try {
      found = sorted(await nameServers(zone));
    } catch (error) {
      const { code } = error as { code?: string };
      return [unknown(`the public DNS gives no answer for ${zone} (${code ?? nameOf(error)})`,
        'look with dig +trace; a server that fails may be one that the zone is delegated to and that does not know it')];
    }
    const records = `NS records of ${zone} in its parent zone`;
    if (own.length === 0) {
      return [found.length === 0
        ? notYet(`${zone} is not there yet`, deployCommand(environment))
        : wrong(`${zone} is delegated to ${found.join(', ')}, and the environment has no zone`, `take the ${records} out: whoever makes such a zone there owns its names`)];
    }
    if (found.length === 0) {
      return [delegated
        ? wrong(`the public DNS has no name servers for ${zone}, and 'delegated' is set for '${name}'`, `put ${own.join(', ')} into the ${records}`)
        : notYet(`the public DNS has no name servers for ${zone}`, `put ${own.join(', ')} into the ${records}; then set delegated in bin/environments.ts`)];
    }
    if (found.join() !== own.join()) {
      return [wrong(`${zone} is delegated to ${found.join(', ')}; its own are ${own.join(', ')}`, `correct the ${records}`)];
    }
    return [delegated ? ok(`${zone}: ${own.join(', ')}`)
      : notYet(`${zone} is delegated`, `set delegated of '${name}' in bin/environments.ts and deploy: the certificate is requested then`)];
  },
};
