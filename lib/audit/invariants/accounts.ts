import { catalogue } from './catalogue';
import { leftOpen, mentioned } from './mentioned';
import { homeOf, placeName } from './tell';
import type { Context, Draft, GroupOfInvariants, StepDraft } from './types';

const invariants = catalogue('accounts', {
  'named': {
    kind: 'relation',
    evidence: 'separation',
    title: 'every stack names its account and region',
    fix: 'give the stack an explicit env with account and region',
  },
  'one-each': {
    kind: 'relation',
    evidence: 'separation',
    title: 'one account serves one environment',
    fix: 'move one of the environments to an account of its own',
  },
  'foreign': {
    kind: 'relation',
    evidence: 'separation',
    title: 'no environment names an account that is not its own',
    fix: 'remove the account or ARN, or declare the link with reason and owner',
  },
  'readable': {
    kind: 'relation',
    evidence: 'separation',
    title: 'every template and asset of an environment could be read',
    fix: 'bring the template or asset into the assembly as text, or expand the macro before the audit',
  },
});

const named = ({ world }: Context): Draft[] =>
  world.stacks
    .filter(({ account, region, parent }) => !parent && (account === undefined || region === undefined))
    .map((stack): Draft => {
      const place = homeOf(stack.environment, stack.account)!;
      const what = stack.account === undefined ? 'no account' : 'no region';
      return {
        invariant: 'accounts.named',
        verdict: 'VIOLATED',
        environments: [stack.environment],
        against: 'anyone',
        message: `stack '${stack.name}' names ${what}: it can be deployed to any environment`,
        steps: [
          {
            place: { ...place, stack, path: stack.loaded.artifact ? [...stack.loaded.artifact.place, 'environment'] : [] },
            value: stack.loaded.artifact ? JSON.stringify(stack.loaded.artifact.value.environment ?? null) : undefined,
            note: `names ${what}`,
          },
        ],
      };
    });

const oneEach = ({ environments }: Context): Draft[] => {
  const owners = new Map<string, (typeof environments)[number]>();
  return environments.flatMap(environment =>
    [...environment.accounts].flatMap((account): Draft[] => {
      const first = owners.get(account);
      owners.set(account, first ?? environment);
      if (!first) return [];
      return [
        {
          invariant: 'accounts.one-each',
          verdict: 'VIOLATED',
          environments: [first, environment],
          against: 'environment',
          message: `account ${account} serves both ${first.name} and ${environment.name}`,
          steps: [first, environment].flatMap((each): StepDraft[] => {
            const place = each.stacks.some(stack => stack.account === account) ? homeOf(each, account) : undefined;
            return [
              place
                ? { place, value: account, note: `${each.name} is deployed to account ${account}` }
                : { place: { environment: each, document: { file: 'environments file' }, path: [each.name] }, value: account, note: `${each.name} is declared to have account ${account}` },
            ];
          }),
        },
      ];
    }),
  );
};

const readable = ({ facts }: Context): Draft[] =>
  facts.unread.map(({ place, reason }): Draft => ({
    invariant: 'accounts.readable',
    verdict: 'UNKNOWN',
    environments: [place.environment],
    against: 'anyone',
    message: `${placeName(place)} of ${place.environment.name} was not read: ${reason}`,
    steps: [{ place, note: reason }],
  }));

export const accounts: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...named(context),
    ...oneEach(context),
    ...mentioned(context, 'accounts.foreign'),
    ...leftOpen(context, 'accounts.foreign'),
    ...readable(context),
  ],
};
