import { deployCommand } from '../words';
import { notYet, ok, wrong, type Check } from '../types';
import { isPending, known } from '../../environment';

const sorted = (values: readonly string[]): string => [...values].sort().join(', ');

/** What the provider allow-lists is what the configuration says; calls leave from what the stack has. */
export const egressCheck: Check = {
  id: 'egress',
  title: 'the static addresses are those of the configuration',
  asksAws: true,
  run: async ({ environment, facts }) => {
    const { name, network: { egressAddresses } } = environment.config;
    const outputs = (await facts.stacks()).get(facts.stackName('Network'))?.Outputs ?? [];
    const actual = outputs.flatMap(({ OutputKey = '', OutputValue }) => (/^EgressAddress\d+$/.test(OutputKey) && OutputValue ? [OutputValue] : []));
    const configured = sorted(known(egressAddresses));
    if (actual.length === 0) return [notYet('no address is allocated yet', deployCommand(environment))];
    const register = `register ${sorted(actual)} with every provider and write them into egressAddresses of '${name}'`;
    if (egressAddresses.some(isPending)) return [notYet(`allocated: ${sorted(actual)}; the configuration has them pending`, register)];
    return [configured === sorted(actual) ? ok(configured) : wrong(`the stack has ${sorted(actual)}, the configuration ${configured}`, register)];
  },
};
