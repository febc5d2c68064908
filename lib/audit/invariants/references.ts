import type { Reference } from '../facts/types';
import { catalogue } from './catalogue';
import { leftOpen, mentioned, pairs } from './mentioned';
import { between, groupBy, homeOf, placeName, placeOf } from './tell';
import type { Context, Draft, GroupOfInvariants, StepDraft } from './types';
import type { ResourceNode, StackNode } from '../world/types';

const invariants = catalogue('references', {
  'import': {
    kind: 'relation',
    evidence: 'separation',
    title: 'every import is of an export of its own environment',
    fix: 'export the value in the same environment, or pass it as that environment\'s own configuration',
  },
  'stack-output': {
    kind: 'relation',
    evidence: 'separation',
    title: 'no stack reads the output of another environment\'s stack',
    fix: 'remove the reference; set @aws-cdk/core:defaultCrossStackReferences to strong so that it cannot return',
  },
  'parameter': {
    kind: 'relation',
    evidence: 'separation',
    title: 'no dynamic reference reads a secret or parameter of another environment',
    fix: 'read the environment\'s own secret or parameter',
  },
  'asset': {
    kind: 'relation',
    evidence: 'separation',
    title: 'every asset and image is published to and read from the environment\'s own account',
    fix: 'publish the asset with a synthesizer of the environment\'s own',
  },
  'custom-resource': {
    kind: 'relation',
    evidence: 'separation',
    title: 'every custom resource is provided by its own environment',
    fix: 'deploy the provider in each environment',
  },
  'lookup': {
    kind: 'relation',
    evidence: 'separation',
    title: 'no value was missing at synthesis',
    fix: 'give the value explicitly instead of looking it up',
  },
  'export-names': {
    kind: 'hygiene',
    evidence: 'separation',
    title: 'no two environments export the same name',
    fix: 'let the stack\'s name, which has the environment\'s, be part of the export\'s',
  },
});

/** The role through which CDK reads an output of another account, with its trust, where the input has it. */
const readerRole = (target: StackNode, role: string | undefined): ResourceNode | undefined => {
  const name = role?.split('/').pop();
  if (name === undefined) return undefined;
  for (const stack of target.environment.stacks) {
    for (const resource of stack.resources.values())
      if (resource.type === 'AWS::IAM::Role' && resource.properties.RoleName === name) return resource;
  }
  return undefined;
};

const sides = ({ target, role }: Reference): StepDraft[] => {
  if (!target) return [];
  const { stack, outputId } = target;
  const document = stack.loaded.document;
  const reader = readerRole(stack, role);
  return [
    {
      place: {
        environment: stack.environment,
        stack,
        document: { file: document.file, source: document },
        path: ['Outputs', outputId],
      },
      value: outputId,
      note: `the output of ${stack.environment.name} that is read`,
    },
    ...(reader
      ? [
          {
            place: placeOf(reader, ['Properties', 'AssumeRolePolicyDocument']),
            value: role,
            note: `the role of ${stack.environment.name} that lets it be read`,
          },
        ]
      : []),
  ];
};

const crossing = (context: Context): Draft[] =>
  groupBy(
    context.facts.references.filter(
      ({ target, place, kind }) =>
        (kind === 'import' || kind === 'stack-output') && target !== undefined && target.stack.environment !== place.environment,
    ),
    ({ kind, place, name }) =>
      [kind, place.stack?.name, place.resource?.logicalId ?? place.path.slice(0, 2).join('.'), name].join('\0'),
  ).map(group => {
    const [reference] = group as [Reference, ...Reference[]];
    const { kind, place, name, target } = reference;
    const to = target!.stack.environment;
    return between(context, {
      invariant: `references.${kind}`,
      environments: [place.environment, to],
      direction: { from: place.environment.name, to: to.name },
      message: `${placeName(place)} of ${place.environment.name} reads ${name}, an ${kind === 'import' ? 'export' : 'output'} of ${to.name}`,
      steps: [
        ...group.slice(0, 4).map(({ place: at }) => ({ place: at, value: name, note: `${at.environment.name} reads it here` })),
        ...sides(reference),
      ],
    });
  });

/** An output of an account that the input knows by its role alone. */
const foreignOutputs = (context: Context): Draft[] =>
  context.facts.references
    .filter(
      ({ kind, target, account, place }) =>
        kind === 'stack-output' && !target && account !== undefined && !place.environment.accounts.has(account),
    )
    .map(({ place, name, account }) => {
      const of = context.world.byAccount.get(account!);
      const home = of && homeOf(of, account);
      return between(context, {
        invariant: 'references.stack-output',
        environments: [place.environment, of],
        direction: { from: place.environment.name, to: of?.name ?? account! },
        message: `${placeName(place)} of ${place.environment.name} reads ${name} of ${of?.name ?? `account ${account}`}`,
        steps: [
          { place, value: name, note: 'reads it here' },
          ...(home ? [{ place: home, value: account, note: `account ${account} is ${of.name}'s` }] : []),
        ],
      });
    });

const open = ({ facts }: Context): Draft[] =>
  facts.references
    .filter(
      ({ unknown, kind, account, place }) =>
        unknown !== undefined && !(kind === 'stack-output' && account !== undefined && !place.environment.accounts.has(account)),
    )
    .map(({ kind, place, name, unknown }): Draft => ({
      invariant: kind === 'lookup' ? 'references.lookup' : `references.${kind}`,
      verdict: 'UNKNOWN',
      environments: [place.environment],
      against: 'anyone',
      message: `${placeName(place)} of ${place.environment.name} reads ${name}: ${unknown}`,
      steps: [{ place, value: name, note: unknown! }],
    }));

const dynamic = (context: Context): Draft[] =>
  context.facts.references
    .filter(({ kind, account, place }) => kind === 'dynamic' && account !== undefined && !place.environment.accounts.has(account))
    .map(({ place, name, account }) => {
      const of = context.world.byAccount.get(account!);
      return between(context, {
        invariant: 'references.parameter',
        environments: [place.environment, of],
        direction: { from: place.environment.name, to: of?.name ?? account! },
        message: `${placeName(place)} of ${place.environment.name} resolves ${name}, which belongs to ${of?.name ?? `account ${account}`}`,
        steps: [
          { place, value: name, note: 'is resolved here' },
          ...(of && homeOf(of, account)
            ? [{ place: homeOf(of, account)!, value: account, note: `account ${account} is ${of.name}'s` }]
            : []),
        ],
      });
    });

const exportNames = (context: Context): Draft[] =>
  groupBy(
    context.facts.named.filter(({ what }) => what === 'export'),
    ({ text }) => text,
  ).flatMap(group =>
    pairs(
      context,
      'references.export-names',
      group,
      ({ text }) => text,
      text => `an export named '${text}'`,
    ),
  );

export const references: GroupOfInvariants = {
  invariants,
  decide: context => [
    ...crossing(context),
    ...foreignOutputs(context),
    ...open(context),
    ...dynamic(context),
    ...mentioned(context, 'references.asset', 'references.custom-resource', 'references.stack-output', 'references.parameter'),
    ...leftOpen(context, 'references.asset', 'references.custom-resource'),
    ...exportNames(context),
  ],
};
