const minute = 60_000;

/** A session is looked at soon after it began, for most end then, and its webhook comes within seconds of the end. */
const soon = 15 * minute;
/** After a session's expiry its end is known to the provider. */
const afterwards = 10 * minute;
/** Longest pause between two looks at one session. */
const longest = 120 * minute;

/** When to look first, in milliseconds since the epoch. */
export const firstLook = (expiresAt: number, now: number): number => Math.min(now + soon, expiresAt + afterwards);

/** When to look next after some looks: rarer and rarer, but always once soon after the expiry. */
export const nextLook = (expiresAt: number, looks: number, now: number): number => {
  const next = now + Math.min(soon * 2 ** looks, longest);
  return now < expiresAt + afterwards ? Math.min(next, expiresAt + afterwards) : next;
};
