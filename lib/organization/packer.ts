import type { Guardrail, PolicyDocument } from './policy';

/** How much room Organizations gives to the policies of one kind that are attached to one account. */
export interface Room {
  /** Policies that fit beside the one that AWS attaches by itself. */
  readonly slots: number;
  /** Characters of one policy, white space included. */
  readonly characters: number;
}

/**
 * Service control policies: `FullAWSAccess` takes one of five slots.
 *
 * In May 2026 AWS raised both figures for this kind alone, to ten and 10,240. The old ones are kept to: there is room enough, and the
 * slots that are left belong to whoever governs the rest of the organization.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const roomForServiceControls: Room = { slots: 4, characters: 5120 };

/** Resource control policies: `RCPFullAWSAccess` takes one of five slots and cannot be detached. */
export const roomForResourceControls: Room = { slots: 4, characters: 5120 };

const documentOf = (guardrails: readonly Guardrail[]): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: guardrails.map(({ statement }) => statement) });

const sizeOf = (guardrails: readonly Guardrail[]): number => JSON.stringify(documentOf(guardrails)).length;

/**
 * Packs guardrails into as few policies as they fit in, in their order, so that a policy's neighbours stay its neighbours.
 *
 * @param name how the policies are called in the error
 * @throws when they do not fit, with the size
 */
export const packed = (name: string, guardrails: readonly Guardrail[], { slots, characters }: Room): PolicyDocument[] => {
  const policies: Guardrail[][] = [];
  for (const guardrail of guardrails) {
    const alone = sizeOf([guardrail]);
    if (alone > characters) {
      throw new Error(`statement '${guardrail.statement.Sid}' of '${name}' has ${alone} characters as a policy of its own, `
        + `${alone - characters} more than Organizations takes; split it in two`);
    }
    const last = policies.at(-1);
    if (last && sizeOf([...last, guardrail]) <= characters) last.push(guardrail);
    else policies.push([guardrail]);
  }
  if (policies.length > slots) {
    const sizes = policies.map(sizeOf);
    throw new Error(`the policies '${name}' have ${sizes.reduce((sum, size) => sum + size, 0)} characters and need ${policies.length} slots `
      + `(${sizes.join(', ')}), but ${slots} of ${characters} are there; shorten or merge statements`);
  }
  return policies.map(documentOf);
};
