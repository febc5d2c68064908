import type { Trust } from './ci-trusts';
import { between, homeOf, placeName } from './tell';
import type { Context, Draft } from './types';
import { literalsOf } from '../resolve/value';
import type { EnvironmentNode } from '../world/types';

/** Claims that say which workflow a token is for. */
const CLAIM = /:(?:sub|environment|environment_reference|job_workflow_ref|workflow_ref|ref|ref_path)$/;

/** Parts of a subject before the name of a repository, which may be called like an environment. */
const BEFORE_REPOSITORY = new Set(['repo', 'project_path', 'repository', 'repository_owner']);

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

interface Part {
  readonly text: string;
  /** Whether it is the environment of the workflow, and not a branch or a file that is called like one. */
  readonly environment: boolean;
}

const partsOf = (key: string, text: string): Part[] => {
  const segments = text.split(':');
  return segments.flatMap((segment, index) => {
    const before = segments[index - 1] ?? (/:environment\w*$/.test(key) ? 'environment' : '');
    if (BEFORE_REPOSITORY.has(before)) return [];
    return segment.split(/[/@]/).map(part => ({ text: bare(part.replace(/\.ya?ml$/, '')), environment: before === 'environment' }));
  });
};

interface Named {
  readonly owner: EnvironmentNode;
  readonly certain: boolean;
}

/** The other environment that a claim is called after. */
const otherNamed = (owners: ReadonlyMap<string, EnvironmentNode>, own: EnvironmentNode, parts: readonly Part[]): Named | undefined => {
  const named = parts.flatMap(({ text, environment }) => {
    const owner = owners.get(text);
    return owner ? [{ owner, certain: environment }] : [];
  });
  const other = named.find(({ owner, certain }) => certain && owner !== own);
  // a branch that is called after another environment is its own workflow's business where that is named too.
  return other ?? (named.some(({ owner }) => owner === own) ? undefined : named[0]);
};

/** Trusts in a workflow that is called after another environment: what deploys that one deploys this one too. */
export const foreignWorkflows = (context: Context, trusts: readonly Trust[]): Draft[] => {
  const owners = new Map(context.environments.map(environment => [bare(environment.name), environment] as const));
  owners.delete('');
  return trusts.flatMap(({ fact: { place }, statement }) => {
    const own = place.environment;
    const at = { ...place, path: [...place.path, ...statement.path] };
    const claims = statement.conditions
      .filter(({ key, operator }) => CLAIM.test(key) && !operator.includes('not'))
      .flatMap(({ key, values }) => values.flatMap(value => literalsOf(value) ?? []).map(text => ({ key, text })));
    return claims.flatMap(({ key, text }): Draft[] => {
      const named = otherNamed(owners, own, partsOf(key, text));
      if (!named) return [];
      const { owner, certain } = named;
      const home = homeOf(owner);
      const draft = between(context, {
        invariant: 'deployment.ci-trust',
        environments: [own, owner],
        direction: { from: owner.name, to: own.name },
        message: `${placeName(place)} of ${own.name} trusts ${text}, which is called after ${owner.name}`,
        steps: [
          { place: at, value: text, note: `trusts a workflow of ${owner.name}` },
          ...(home ? [{ place: home, note: `where ${owner.name} is deployed` }] : []),
        ],
      });
      return [certain ? draft : { ...draft, verdict: 'UNKNOWN' }];
    });
  });
};
