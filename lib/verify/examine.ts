// one environment's account beside its templates: stacks, resources, and what no template owns.
import type { Account } from './account';
import { compareAspect, type Difference } from './compare';
import { Deployed } from './deployed';
import { Unresolved } from './expected';
import { kinds } from './kinds';
import { carriersOf, saidOf, type Carriers } from './said';
import { statementsOf, type Names, type Spelt } from './policy/statements';
import { parameterDifference, stackType, templateDifference } from './stacks';
import type { Drift, Elsewhere, Kind, Live, Location, Place, Unread } from './types';
import { unread } from './unread';
import type { Resolver } from '../audit/resolve/resolver';
import type { ResourceNode, StackNode } from '../audit/world/types';
import { bootstrapNames } from '../delivery/names';
import { bootstrapCommand, deployCommand, stackFaults } from '../doctor/words';
import type { EnvironmentContext } from '../environment';

/** A drift before it is ranked, with what it changes in the templates. */
export interface Draft {
  readonly drift: Drift;
  readonly at?: ResourceNode;
  readonly difference?: Difference;
  readonly introduces?: Live;
  /** Told only where it opens a path: somebody else answers for it. */
  readonly isElsewhere?: true;
}

export interface Examined {
  readonly drafts: readonly Draft[];
  readonly unread: readonly Unread[];
  readonly elsewhere: readonly Elsewhere[];
  /** Resources that were compared, and those of the templates that nothing is read of, by type. */
  readonly compared: number;
  readonly byTemplateOnly: Readonly<Record<string, number>>;
}

/** By type of the carrier: about which types it speaks. */
export const spokenFor: ReadonlyMap<string, readonly { of: string; names: string }[]> = [...kinds.values()].reduce((all, { type, aspects }) => {
  for (const { carrier } of Object.values(aspects)) if (carrier) all.set(carrier.type, [...all.get(carrier.type) ?? [], { of: type, names: carrier.names }]);
  return all;
}, new Map<string, { of: string; names: string }[]>());

/** Types that let somebody in or something out by being there at all. */
const opening = /^AWS::(?:EC2::(?:VPC|Internet|Nat|TransitGateway|VPN|Route|SecurityGroup|Instance)|IAM::(?:Role|User|OIDC|SAML)|RAM::|Route53|VpcLattice::|Lambda::Function|Logs::AccountPolicy|ApiGateway)/;

const restored = (type: string, id: string, property: string, changedBy: string): string =>
  `find out who changed it (CloudTrail, ${changedBy}), and put ${property} of ${id} back as the template of ${type} says; a deployment does not, for the template has not changed`;

const nameOf = (live: Live): string => live.id;

interface Comparing {
  readonly carriers: Carriers;
  readonly resolver: Resolver;
  readonly found: Deployed;
  readonly where: Location;
  readonly names: Names;
}

const compareResource = (node: ResourceNode, live: Live, { aspects }: Kind, { carriers, resolver, found, where, names }: Comparing) => {
  const drafts: Draft[] = [];
  const open: Unread[] = [];
  const place: Place = { stack: node.stack.name, logicalId: node.logicalId };
  for (const [property, aspect] of Object.entries(aspects)) {
    const what = `${property} of ${place.stack}/${node.logicalId}`;
    if (live.unread && property in live.unread) {
      open.push(unread(what, live.unread[property]));
      continue;
    }
    try {
      const said = saidOf(node, live, property, aspect, carriers, resolver, found);
      for (const difference of compareAspect({ property, aspect, live, said, names, where })) {
        drafts.push({
          at: node, difference,
          drift: {
            rank: difference.loosens ? 'loosens' : 'differs', place, type: node.type, id: nameOf(live), property: difference.property, says: difference.says,
            remedy: restored(`${place.stack}/${node.logicalId}`, nameOf(live), difference.property, aspect.changedBy),
          },
        });
      }
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      open.push(unread(what, error));
    }
  }
  return { drafts, open };
};

/** The management account governs every other one by design. */
const isOfGoverning = ({ says: { Principal = [] } }: Spelt, governing: ReadonlySet<string>): boolean =>
  Principal.length > 0 && Principal.every(one => governing.has(/^AWS arn:aws[\w-]*:iam::(\d{12}):/.exec(one)?.[1] ?? ''));

/** Whom a role lets in that no template has is looked at as well: the audit alone says whether it may. */
const trustElsewhere = ({ type, id, owner, properties: { AssumeRolePolicyDocument: trust } }: Live, governing: ReadonlySet<string>): Draft[] => (trust === undefined ? [] : [{
  introduces: { type, id, properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statementsOf(trust).filter(one => !isOfGoverning(one, governing)).map(({ statement }) => statement) } } },
  isElsewhere: true,
  drift: {
    rank: 'differs', type, id, property: 'AssumeRolePolicyDocument', says: [`it is of no template (${owner ?? 'nobody\'s'}), and lets in another environment`],
    remedy: 'find out who changed it (CloudTrail, UpdateAssumeRolePolicy), and let it trust whom it was made for',
  },
}]);

/** Stacks: there, as audited, standing, with the parameters that were synthesized. */
const compareStacks = (environment: EnvironmentContext, stacks: readonly StackNode[], { stacks: deployed, templates, unknown }: Account): Draft[] => {
  // what nobody could list is not missing.
  if (unknown.has(stackType)) return [];
  const bootstrap = bootstrapNames(environment).stack;
  const draft = (stack: string, property: string, says: readonly string[], remedy: string, rank: Drift['rank'] = 'differs'): Draft[] =>
    (says.length === 0 ? [] : [{ drift: { rank, place: { stack }, type: stackType, id: stack, property, says, remedy } }]);
  return stacks.filter(({ parent }) => !parent).flatMap(({ name, loaded }) => {
    const stack = deployed.get(name);
    const deploy = name === bootstrap ? `bootstrap it again: ${bootstrapCommand(environment, 'again')}` : deployCommand(environment);
    if (!stack) return draft(name, 'Stack', ['not deployed'], deploy);
    const template = templates.get(name);
    return [
      ...stackFaults(environment, name, stack.StackStatus).flatMap(({ evidence, remedy = deploy }) => draft(name, 'StackStatus', [evidence], remedy)),
      ...template ? draft(name, 'Template', templateDifference(loaded.document.value, template), `what is deployed has not been proven: ${deploy}, or give the assembly that was deployed with --assembly`, 'loosens') : [],
      ...draft(name, 'Parameters', parameterDifference(loaded, stack), deploy, 'loosens'),
    ];
  });
};

export interface ExamineOptions {
  readonly environment: EnvironmentContext;
  readonly account: Account;
  /** Stacks of the environment's account and region, the bootstrap's among them. */
  readonly stacks: readonly StackNode[];
  readonly resolver: Resolver;
  /** Accounts of the organization itself. */
  readonly governing: ReadonlySet<string>;
}

export const examine = ({ environment, account, stacks, resolver, governing }: ExamineOptions): Examined => {
  const { account: id, region } = environment;
  const where = { account: id, region };
  const found = new Deployed(where, account.resources, account.live);
  const names = new Map(account.live.flatMap(({ attributes = {} }) => {
    const unique = attributes.RoleId ?? attributes.UserId;
    return unique !== undefined && attributes.Arn !== undefined ? [[unique, attributes.Arn] as const] : [];
  }));
  const drafts: Draft[] = compareStacks(environment, stacks, account);
  const open: Unread[] = [...account.unread];
  const standing = stacks.filter(({ name }) => account.stacks.has(name));
  const { carriers, unresolved } = carriersOf(standing, spokenFor, resolver, found);
  open.push(...unresolved.map(({ resource, error }) => unread(`${resource.stack.name}/${resource.logicalId}`, error)));
  const byTemplateOnly: Record<string, number> = {};
  let compared = 0;
  for (const stack of standing) {
    for (const node of stack.resources.values()) {
      const kind = kinds.get(node.type);
      if (!kind) {
        if (!spokenFor.has(node.type)) byTemplateOnly[node.type] = (byTemplateOnly[node.type] ?? 0) + 1;
        continue;
      }
      if (account.unknown.has(node.type)) continue;
      const declared = found.declaration(stack.name, node.logicalId);
      // what the stack does not have yet, its template tells.
      if (!declared) continue;
      const live = found.of(stack.name, node.logicalId);
      if (!live) {
        drafts.push({
          drift: {
            rank: 'differs', place: { stack: stack.name, logicalId: node.logicalId }, type: node.type, id: declared.physicalId,
            says: ['its stack has it, and it is not there any more'], remedy: 'find out who deleted it (CloudTrail); replace it by a deployment that gives it another logical id, or import it again',
          },
        });
        continue;
      }
      compared += 1;
      const result = compareResource(node, live, kind, { carriers, resolver, found, where, names });
      drafts.push(...result.drafts);
      open.push(...result.open);
    }
  }
  const known = new Set(stacks.map(({ name }) => name));
  const declared = new Set(standing.flatMap(stack => [...stack.resources.keys()].map(logicalId => `${stack.name}/${logicalId}`)));
  const elsewhere: Elsewhere[] = [];
  for (const live of account.live) {
    const owner = found.ownerOf(live);
    if (owner && declared.has(`${owner.stack}/${owner.logicalId}`)) continue;
    const unreadOf = () => Object.entries(live.unread ?? {}).map(([property, error]) => unread(`${property} of ${live.id}`, error));
    if (!owner && live.owner !== undefined) {
      open.push(...unreadOf());
      elsewhere.push({ type: live.type, id: live.id, owner: live.owner });
      drafts.push(...trustElsewhere(live, governing));
      continue;
    }
    // where a stack does not say what it owns, nobody knows whose it is.
    if (!owner && !account.listed) continue;
    open.push(...unreadOf());
    drafts.push({
      introduces: live,
      drift: {
        rank: opening.test(live.type) ? 'loosens' : 'differs', type: live.type, id: live.id,
        says: [owner ? `of the stack ${owner.stack}, ${known.has(owner.stack) ? 'whose audited template does not declare it' : 'which the assembly does not have'}` : 'no template owns it'],
        remedy: owner && known.has(owner.stack) ? deployCommand(environment) : 'find out who made it (CloudTrail) and delete it, or let a template own it, so that the audit sees it',
      },
    });
  }
  for (const [name, { StackStatus }] of account.stacks) {
    if (known.has(name)) continue;
    drafts.push({
      drift: {
        rank: 'differs', place: { stack: name }, type: stackType, id: name, says: [`the assembly does not have it (${StackStatus ?? 'in an unknown state'})`],
        remedy: 'find out whose it is; add it to the app, so that the audit sees it, or delete it',
      },
    });
  }
  return { drafts, unread: open, elsewhere, compared, byTemplateOnly };
};
