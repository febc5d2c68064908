import { flowsOf, isPending, openFlows, type EnvironmentContext } from '../environment';
import { sessionApis } from '../providers';
import type { SessionSettings } from '../../lambda/sessions/contract';

/** Bindings of the environment whose provider has a session API. */
export const bindingsWithSessions = ({ config }: EnvironmentContext): string[] =>
  Object.entries(config.providers).filter(([, { provider }]) => sessionApis[provider]).map(([name]) => name);

/** What the functions that call the provider need to know of one binding: public values and the ARN of its API key. */
export const sessionSettings = ({ config, flows }: EnvironmentContext, binding: string, secretArn: string): SessionSettings => {
  const registration = config.providers[binding];
  if (!registration) throw new Error(`'${config.name}' has no binding '${binding}'`);
  const { provider, apiDomain } = registration;
  // a flow that was replaced serves until it is archived: the backend learns of its successor at its own next deploy.
  const ids = openFlows(flowsOf({ [config.name]: flows }, config.name, binding)).map(({ id }) => id);
  const known = ids.flatMap(id => (isPending(id) ? [] : [id]));
  return {
    version: 1,
    binding,
    provider,
    secretArn,
    apiDomain: isPending(apiDomain) ? null : apiDomain,
    flowIds: ids.length === 0 || known.length < ids.length ? null : known,
  };
};
