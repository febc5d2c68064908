import { deployCommand, stackFaults } from '../words';
import { inconclusive } from '../reasons';
import { notYet, ok, type Check } from '../types';

export const stacksCheck: Check = {
  id: 'stacks',
  title: 'every stack of the assembly stands',
  asksAws: true,
  run: async ({ environment, facts }) => {
    const deployed = await facts.stacks();
    const prefix = facts.stackName('');
    const existing = [...deployed.keys()].filter(name => name.startsWith(prefix));
    // without an assembly, what is there can be judged, and not what is missing.
    const { planned, without } = await facts.planned().then(
      stacks => ({ planned: stacks.map(({ name }) => name), without: [] }), (error: unknown) => ({ planned: [], without: [inconclusive(error)] }));
    const names = [...new Set([...planned, ...existing])];
    const missing = names.filter(name => !deployed.has(name));
    const there = names.filter(name => deployed.has(name)).map(name => ({ name, faults: stackFaults(environment, name, deployed.get(name)?.StackStatus) }));
    const standing = there.filter(({ faults }) => faults.length === 0).map(({ name }) => name);
    return [
      ...standing.length > 0 ? [ok(standing.join(', '))] : [],
      ...there.flatMap(({ faults }) => faults),
      ...missing.length > 0 ? [notYet(`not deployed: ${missing.join(', ')}`, deployCommand(environment))] : [],
      ...without,
    ];
  },
};
