import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../lambda/webhook/canonical-json';
import { readJson } from '../../../lambda/webhook/json';
import { World, completed, entry, press } from '../../lambda/support/world';
import type { Scenario } from './explore';
import type { Delivery } from './system';

const world = new World();
const start = world.time;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const self = (name: string, changes: Record<string, unknown> = {}, after = 0): Delivery => {
  const body = completed(changes);
  return { name, event: world.self(body, { id: `msg_${name}`, at: start + after }), digests: [digestOf(body)], after };
};

const batch = (name: string, records: readonly ReturnType<typeof entry>[], after = 0): Delivery => ({
  name,
  event: world.uae(press([...records]), { id: `msg_${name}`, at: start + after }),
  digests: records.map(record => digestOf(`ae.uaekyc.icp.immigration_entry.v1\n${canonicalJson(readJson(Buffer.from(JSON.stringify(record))))}`)),
  after,
});

const large = { proof: 'x'.repeat(360 * 1024) };

/** The bounds of the exploration; faults are those of the full form. */
export const scenarios: readonly Scenario[] = [
  { name: 'one event, delivered twice at once, stream and sweeper', deliveries: [self('a'), self('b', {}, 1000)], keys: 1, sweeps: 1, faults: 2, start },
  { name: 'two contents under one key, stream and sweeper', deliveries: [self('a'), self('b', { status: 'invalid' }, 1000)], keys: 1, sweeps: 1, faults: 1, start },
  { name: 'two events, stream and sweeper', deliveries: [self('a'), self('b', { verification_id: 'ver_2' }, 1000)], keys: 2, sweeps: 1, faults: 1, start, long: true },
  { name: 'a large body, delivered twice at once, stream', deliveries: [self('a', large), self('b', large, 1000)], keys: 1, sweeps: 0, faults: 1, start },
  { name: 'a batch of two records, delivered twice at once, stream', deliveries: [batch('a', [entry('evt-1'), entry('evt-2')]), batch('b', [entry('evt-1'), entry('evt-2')], 1000)], keys: 2, sweeps: 0, faults: 1, start },
];
