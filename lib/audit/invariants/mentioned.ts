// what several groups decide alike: an environment names something of another, or leaves open whose it names.
import type { Mention, Open, PhysicalId } from '../facts/types';
import { between, groupBy, otherSide, placeName } from './tell';
import type { Context, Draft } from './types';

const ownerOf = ({ of, account }: Mention): string => of?.name ?? `account ${account ?? '?'}`;

/** Statements of policies whose principals are judged already: what they name is not told twice. */
const judged = ({ facts }: Context): Set<string> => {
  const seen = new Set<string>();
  for (const { place, admissions } of facts.policies) {
    for (const { party, statement } of admissions) {
      const account = party.kind === 'account' ? party.account : party.kind === 'resource' ? party.node.stack.account : undefined;
      if (account === undefined) continue;
      seen.add(`${place.document.file}|${[...place.path, ...statement.path].join('.')}|${account}`);
      // a policy that is written as text has one place for all of its statements.
      seen.add(`${place.document.file}|text ${place.path.join('.')}|${account}`);
    }
  }
  return seen;
};

const isJudged = (seen: ReadonlySet<string>, { place, account }: Mention): boolean => {
  if (account === undefined || seen.size === 0) return false;
  const path = [...place.path];
  if (seen.has(`${place.document.file}|text ${path.join('.')}|${account}`)) return true;
  while (path.length > 2) {
    if (seen.has(`${place.document.file}|${path.join('.')}|${account}`)) return true;
    path.pop();
  }
  return seen.has(`${place.document.file}|${[...place.path.slice(0, 3), 'Principal'].join('.')}|${account}`);
};

/** The organization's own resources name the accounts that they govern, or whose costs they add up. */
const governs = ({ place }: Mention): boolean =>
  place.environment.kind === 'organization'
  && (place.resource === undefined
    || /^AWS::(Organizations|ControlTower|CloudFormation::StackSet|IdentityStore|SSO)/.test(place.resource.type)
    // whom a budget tells is another matter, and so is what an action of it does.
    || (place.resource.type === 'AWS::Budgets::Budget' && place.path.includes('CostFilters')));

const decided = new WeakMap<Context, Draft[]>();

/** All mentions of foreign accounts and resources, as findings of the invariant that their position belongs to. */
const allMentions = (context: Context): Draft[] => {
  const known = decided.get(context);
  if (known) return known;
  const { facts, world } = context;
  const seen = judged(context);
  const crossing = new Set(
    facts.references
      .filter(({ kind, target }) => kind === 'stack-output' || target?.stack)
      .map(({ place }) => place.path.join('.') + place.document.file),
  );
  const relevant = facts.mentions.filter(
    mention =>
      !isJudged(seen, mention)
      // an output of another environment's stack is told by the reference itself.
      && !(mention.target && crossing.has(mention.place.path.join('.') + mention.place.document.file)),
  );
  const groups = groupBy(relevant, mention =>
    [
      mention.position.invariant,
      mention.place.environment.name,
      mention.place.stack?.name,
      mention.place.resource?.logicalId ?? mention.place.document.file,
      ownerOf(mention),
    ].join('\0'),
  );
  const drafts = groups.map((group): Draft => {
    const [first] = group as [Mention, ...Mention[]];
    const { position, place, of, value } = first;
    return between(context, {
      invariant: position.invariant,
      environments: [place.environment, of],
      direction: { from: place.environment.name, to: of?.name ?? first.account ?? '?' },
      message: `${placeName(place)} of ${place.environment.name} names ${value.length > 160 ? `${value.slice(0, 160)}…` : value}, which belongs to ${ownerOf(first)}, as ${position.what}`,
      steps: [
        ...group.map(mention => ({
          place: mention.place,
          value: mention.value,
          note: `names ${ownerOf(mention)} as ${mention.position.what}`,
        })),
        ...otherSide(world, first),
      ],
      governing: group.every(governs),
    });
  });
  decided.set(context, drafts);
  return drafts;
};

export const mentioned = (context: Context, ...invariants: readonly string[]): Draft[] =>
  allMentions(context).filter(({ invariant }) => invariants.includes(invariant));

/** Values that an invariant looks at and that templates leave open. */
export const leftOpen = ({ facts }: Context, ...invariants: readonly string[]): Draft[] =>
  groupBy(
    facts.open.filter(({ position }) => invariants.includes(position.invariant)),
    ({ place, position, reason }) => [position.invariant, place.stack?.name, place.resource?.logicalId, reason].join('\0'),
  ).map((group): Draft => {
    const [{ place, position, reason }] = group as [Open, ...Open[]];
    return {
      invariant: position.invariant,
      verdict: 'UNKNOWN',
      environments: [place.environment],
      against: 'anyone',
      message: `${placeName(place)} of ${place.environment.name} takes ${position.what} from ${reason}, so that whose it is cannot be told`,
      steps: group.map(open => ({ place: open.place, value: open.reason, note: `open: ${open.position.what}` })),
    };
  });

/** Ids given by AWS that two environments write out: they mean the same thing. */
export const sharedIds = (context: Context, invariant: string, of: (fact: PhysicalId) => boolean): Draft[] =>
  groupBy(context.facts.physicalIds.filter(of), ({ id }) => id).flatMap(group =>
    pairs(
      context,
      invariant,
      group,
      ({ id }) => id,
      id => `the same ${id}`,
    ),
  );

/** One finding per pair of environments that say the same, with a place of each. */
export const pairs = <T extends { readonly place: PhysicalId['place'] }>(
  context: Context,
  invariant: string,
  group: readonly T[],
  text: (fact: T) => string,
  tell: (text: string) => string,
): Draft[] => {
  const firsts = groupBy(group, ({ place }) => place.environment.name)
    .map(([first]) => first!)
    .filter(({ place }) => context.environments.includes(place.environment));
  return firsts.flatMap((one, index) =>
    firsts.slice(index + 1).map(other =>
      between(context, {
        invariant,
        environments: [one.place.environment, other.place.environment],
        message: `${placeName(one.place)} of ${one.place.environment.name} and ${placeName(other.place)} of ${other.place.environment.name} have ${tell(text(one))}`,
        steps: [one, other].map(fact => ({
          place: fact.place,
          value: text(fact),
          note: `${fact.place.environment.name} has it here`,
        })),
      }),
    ),
  );
};
