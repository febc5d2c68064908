import { deployCommand } from '../words';
import { notYet, ok, wrong, type Check, type Finding, type World } from '../types';
import { isPending, known, type Onboarded } from '../../environment';

const sorted = (values: readonly string[]): string => [...values].sort().join(', ');

/** One list of the configuration, and the outputs of the Network stack that it is to agree with. */
const findingOf = async ({ environment, facts }: World, list: 'egressAddresses' | 'ingressAddresses', output: RegExp, registered: readonly Onboarded<string>[]): Promise<Finding> => {
  const outputs = (await facts.stacks()).get(facts.stackName('Network'))?.Outputs ?? [];
  const actual = outputs.flatMap(({ OutputKey = '', OutputValue }) => (output.test(OutputKey) && OutputValue ? [OutputValue] : []));
  const configured = sorted(known(registered));
  if (actual.length === 0) return notYet('no address is allocated yet', deployCommand(environment));
  const register = `register ${sorted(actual)} with every provider and write them into ${list} of '${environment.config.name}'`;
  if (registered.some(isPending)) return notYet(`allocated: ${sorted(actual)}; the configuration has them pending`, register);
  return configured === sorted(actual) ? ok(configured) : wrong(`the stack has ${sorted(actual)}, the configuration ${configured}`, register);
};

/** What the provider allow-lists, and what it calls, is what the configuration says; calls leave from what the stack has, and arrive there. */
export const egressCheck: Check = {
  id: 'egress',
  title: 'the static addresses are those of the configuration',
  asksAws: true,
  run: world => {
    const { ingress, network: { egressAddresses, ingressAddresses = [] } } = world.environment.config;
    return Promise.all([
      findingOf(world, 'egressAddresses', /^EgressAddress\d+$/, egressAddresses),
      ...ingress === 'static' ? [findingOf(world, 'ingressAddresses', /^IngressAddress\d+$/, ingressAddresses)] : [],
    ]);
  },
};
