import { isAwsAccount } from '../facts/aws-accounts';
import { isOwnLogDelivery } from '../facts/benign';
import { takesPassedRoles } from '../facts/passed-roles';
import type { PolicyFact } from '../facts/types';
import type { Admission } from '../policy/admit';
import { describeParty } from '../policy/party';
import { render } from '../resolve/value';
import type { EnvironmentNode } from '../world/types';
import { homeOf, placeName, placeOf } from './tell';
import type { Context, Draft, StepDraft } from './types';

/** An API without credentials is a front door by design: callers bring none, and what it calls is judged by itself. */
const isFrontDoor = ({ place }: PolicyFact): boolean => /^AWS::ApiGateway(V2)?::/.test(place.resource?.type ?? '');

type Side = { readonly from?: EnvironmentNode; readonly name: string; readonly steps: readonly StepDraft[] };

/** The other side of an admission; nothing where it is the environment itself. */
const otherSide = (context: Context, own: EnvironmentNode, { party }: Admission): Side | undefined => {
  if (party.kind === 'resource') {
    const from = party.node.stack.environment;
    return from === own
      ? undefined
      : {
          from,
          name: from.name,
          steps: [{ place: placeOf(party.node), note: `who is let in: ${party.node.type} of ${from.name}` }],
        };
  }
  const account = party.kind === 'account' || party.kind === 'federated' ? party.account : undefined;
  if (account === undefined || own.accounts.has(account) || isAwsAccount(account)) return undefined;
  const from = context.world.byAccount.get(account);
  const home = from && homeOf(from, account);
  return {
    from,
    name: from?.name ?? account,
    steps: home ? [{ place: home, value: account, note: `account ${account} is ${from.name}'s` }] : [],
  };
};

const textsOf = ({ values }: Admission['statement']['actions']): string[] => values.flatMap(value => value.map(render));

const actionsOf = ({ statement: { actions } }: Admission): string => {
  const texts = textsOf(actions);
  return `${actions.not ? 'everything but ' : ''}${texts.slice(0, 3).join(', ')}${texts.length > 3 ? ` and ${texts.length - 3} more` : ''}`;
};

const judge = (context: Context, fact: PolicyFact, admission: Admission): Draft[] => {
  const { place, kind } = fact;
  const { party, statement } = admission;
  const own = place.environment;
  const at = { ...place, path: [...place.path, ...statement.path] };
  const trust = kind === 'trust';
  const invariant = trust ? 'identities.trust' : 'identities.resource-policy';
  const message = (who: string) =>
    `${placeName(place)} of ${own.name} ${trust ? 'trusts' : 'lets in'} ${who}${trust ? '' : ` (${actionsOf(admission)})`}`;
  const step = (note: string): StepDraft => ({ place: at, value: describeParty(party), note });
  const draft = (more: Partial<Draft> & Pick<Draft, 'message'>): Draft => ({
    invariant,
    verdict: 'VIOLATED',
    environments: [own],
    against: 'anyone',
    steps: [step('lets them in')],
    ...more,
  });
  switch (party.kind) {
    case 'anyone':
    case 'organization':
      if (kind === 'endpoint' || isFrontDoor(fact)) return [];
      return [draft({ direction: { from: 'anyone', to: own.name }, message: message(describeParty(party)) })];
    case 'service': {
      const { actions, resources } = statement;
      const exact = !actions.not && !resources.not;
      if (kind === 'endpoint' || (exact && isOwnLogDelivery(party.name, textsOf(actions), textsOf(resources), own.accounts)))
        return [];
      const steps = [step('no condition on the source')];
      if (trust) {
        if (takesPassedRoles(party.name)) return [];
        return [
          draft({
            invariant: 'identities.service-trust',
            against: 'itself',
            message: message(`${party.name} without saying for which account`),
            steps,
          }),
        ];
      }
      return [
        draft({
          invariant: 'identities.deputy',
          direction: { from: 'anyone', to: own.name },
          message: message(describeParty(party)),
          steps,
        }),
      ];
    }
    case 'unknown':
      return [
        draft({
          verdict: 'UNKNOWN',
          message: message(party.reason),
          steps: [{ place: at, value: party.reason, note: 'open: who is let in' }],
        }),
      ];
    default: {
      // who may sign in through a provider is the deployment group's question.
      const side = otherSide(context, own, admission);
      if (!side) return [];
      const proper = side.from !== undefined && context.environments.includes(side.from) && context.environments.includes(own);
      return [
        draft({
          environments: side.from ? [own, side.from] : [own],
          against: proper ? 'environment' : 'outside',
          direction: { from: side.name, to: own.name },
          message: message(`${describeParty(party)}${side.from ? ` of ${side.from.name}` : ', which is no environment\'s'}`),
          steps: [step('lets them in'), ...side.steps],
        }),
      ];
    }
  }
};

/** Everybody whom the policies of an environment may let in and who is not its own. */
export const admitted = (context: Context): Draft[] =>
  context.facts.policies.flatMap(fact => {
    if (fact.unknown !== undefined) {
      return [
        {
          invariant: fact.kind === 'trust' ? 'identities.trust' : 'identities.resource-policy',
          verdict: 'UNKNOWN' as const,
          environments: [fact.place.environment],
          against: 'anyone' as const,
          message: `${placeName(fact.place)} of ${fact.place.environment.name} has a policy that cannot be read: ${fact.unknown}`,
          steps: [{ place: fact.place, value: fact.unknown, note: 'open: who is let in' }],
        },
      ];
    }
    return fact.admissions.flatMap(admission => judge(context, fact, admission));
  });
