import { createHash } from 'node:crypto';
import { lineOf } from '../assembly/lines';
import type { Draft, StepDraft } from '../invariants/types';
import type { Finding, Invariant, Step } from '../model';

const MOST_TEXT = 400;

const shorten = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;

/** A place as reports show it. */
export const stepOf = ({ place, value, fingerprint, note }: StepDraft): Step => {
  const { environment, stack, resource, document, path, line } = place;
  const inside = resource ? path.slice(2) : path;
  return {
    environment: environment.name,
    stack: stack?.name,
    file: document.file,
    logicalId: resource?.logicalId,
    resourceType: resource?.type,
    propertyPath: inside.length > 0 ? inside.join('.') : undefined,
    line: line ?? (document.source && path.length > 0 ? lineOf(document.source, path) : undefined),
    value: shorten(value),
    fingerprint,
    note,
  };
};

// lines and values are left out, so that an id survives edits around the place.
const idOf = ({ invariant, direction, steps }: Draft): string => {
  const places = steps
    .map(({ place: { environment, stack, document, path } }) =>
      [environment.name, stack?.name, document.file, ...path].join('\u0001'),
    )
    .sort();
  const text = [invariant, direction?.from, direction?.to, ...places].join('\u0002');
  return `${invariant}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Findings with ids, in an order that does not depend on the order of input. */
export const toFindings = (
  drafts: readonly Draft[],
  invariants: ReadonlyMap<string, Invariant>,
): { draft: Draft; finding: Finding }[] => {
  const withIds = drafts
    .map(draft => ({ draft, id: idOf(draft) }))
    .sort((a, b) => compare(a.id, b.id) || compare(a.draft.message, b.draft.message));
  const seen = new Map<string, number>();
  return withIds.map(({ draft, id }) => {
    const { group, kind, fix } = invariants.get(draft.invariant)!;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    const finding: Finding = {
      id: count === 1 ? id : `${id}-${count}`,
      invariant: draft.invariant,
      group,
      kind,
      verdict: draft.verdict,
      status: draft.informational ? 'informational' : 'open',
      environments: draft.environments.map(({ name }) => name).sort(),
      against: draft.against,
      direction: draft.direction,
      message: draft.message,
      remedy: fix,
      chain: draft.steps.map(stepOf),
    };
    return { draft, finding };
  });
};
