import pinned from './actions.json';

/** Actions of others that the workflows use, each pinned to a commit: a tag can be moved, a commit cannot. */
export type ActionName = keyof typeof pinned;

/** What `uses` says; the tag is added as a comment when the file is written. */
export const uses = (action: ActionName): string => `${action}@${pinned[action].commit}`;

/** Tag of the commit that `uses` names, for a reader. */
export const tagOf = (commit: string): string | undefined => Object.values(pinned).find(entry => entry.commit === commit)?.tag;
