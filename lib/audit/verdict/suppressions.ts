import { createHash } from 'node:crypto';
import type { Finding, SuppressionUse } from '../model';

/** A suppression that suppresses nothing, or no longer, fails: otherwise it would wait for the next leak. */
export const suppressionFindings = (uses: readonly SuppressionUse[]): Finding[] =>
  uses
    .filter(({ state }) => state !== 'used')
    .map(({ suppression, state }) => ({
      id: `configuration.suppressions-${createHash('sha256')
        .update(JSON.stringify([suppression.finding, suppression.expires]))
        .digest('hex')
        .slice(0, 12)}`,
      invariant: 'configuration.suppressions',
      group: 'configuration',
      kind: 'relation',
      verdict: 'VIOLATED',
      status: 'open',
      environments: [],
      against: 'itself',
      message:
        state === 'expired'
          ? `the suppression of ${suppression.finding} by ${suppression.owner} expired on ${suppression.expires}`
          : `the suppression of ${suppression.finding} by ${suppression.owner} suppresses nothing`,
      remedy: 'remove the suppression, or have its owner renew it',
      chain: [{ file: 'environments file', propertyPath: 'suppressions', value: suppression.finding, note: suppression.reason }],
    }));
