import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { deployCommand } from '../words';
import { ifThere } from '../reasons';
import { notYet, ok, unknown, wrong, type Check } from '../types';
import { isPending } from '../../environment';
import { gateFunctionName, type GateVariables } from '../../../lambda/gate/contract';

/** A gate accepts what was signed with the keys that it was deployed with, and nothing while it has none. */
export const evidenceKeysCheck: Check = {
  id: 'evidence-keys',
  title: 'the gate knows the keys of the environment before it',
  asksAws: true,
  run: async ({ environment, aws }) => {
    const { name, promotedFrom: source, evidenceKeys: keys } = environment.config;
    if (source === undefined) return [ok(`'${name}' is not gated`)];
    if (keys === undefined || isPending(keys.evidence) || isPending(keys.signOff)) {
      return [notYet(`the keys of '${source}' are pending: the gate accepts no release`,
        `write what npm run bulkhead -- evidence keys ${source} prints into evidenceKeys of '${name}', and deploy`)];
    }
    const gate = await ifThere(aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: gateFunctionName })));
    if (gate === undefined) return [notYet('the gate is not there yet', deployCommand(environment))];
    const variables: Partial<GateVariables> | undefined = gate.Environment?.Variables;
    if (variables === undefined) return [unknown('the settings of the gate cannot be read', 'let whoever runs this decrypt the environment of its functions')];
    const pinned = variables.BULKHEAD_EVIDENCE_KEY === keys.evidence && variables.BULKHEAD_SIGN_OFF_KEY === keys.signOff;
    return [pinned ? ok(`both keys of '${source}' are pinned`)
      : wrong('the gate has other keys than the configuration', `find out which are those of '${source}' (npm run bulkhead -- evidence keys ${source}), then ${deployCommand(environment)}`)];
  },
};
