// whatever lies beside a person stays as it is, byte for byte.
import fc from 'fast-check';
import { embeddedClients } from './embedded';
import { EraserWorld } from './support';
import { completed, entry, press } from '../support/world';

const clients = embeddedClients();

/** Ids that contain one another, or look like the separators of keys. */
const ids = ['1', '11', '1#1', 'a|1', 'self', '1|verification.completed'] as const;

type Trace = 'event' | 'large' | 'conflict' | 'record' | 'late' | 'session' | 'note' | 'charge';

const trace = fc.record({ id: fc.constantFrom(...ids), kind: fc.constantFrom<Trace>('event', 'large', 'conflict', 'record', 'late', 'session', 'note', 'charge') });

const leave = async (made: EraserWorld, { id, kind }: { id: string; kind: Trace }, index: number): Promise<void> => {
  const text = (more: object = {}) => completed({ verification_id: id, full_name: `CANARY ${index}`, ...more });
  const batch = () => press([{ ...entry(`evt-${index}`, id), full_name: `CANARY ${index}` }]);
  switch (kind) {
    case 'event': case 'conflict': await made.take(made.self(text())); break;
    case 'large': await made.take(made.self(text({ portrait: 'p'.repeat(400_000) }))); break;
    case 'record': await made.take(made.uae(batch())); break;
    case 'late': await made.take(made.uae(batch(), { at: made.time - 3_600_000 })); break;
    case 'session': await made.session('self', `uuid of ${id}`, 1, id); break;
    case 'note': await made.note('self', id); break;
    case 'charge': await made.charge('self', id);
  }
};

const rows = async (made: EraserWorld) => {
  const tables = await Promise.all((['inbox', 'sessions', 'credits'] as const).map(table => made.items(table)));
  return [...tables.flat().map(item => JSON.stringify(Object.entries(item).sort())), ...await made.versions()].sort();
};

test('any mixture of traces: those of others are untouched, and of the person none is left', async () => {
  await fc.assert(fc.asyncProperty(fc.array(trace, { maxLength: 7 }), fc.constantFrom(...ids), async (traces, erased) => {
    const indexed = traces.map((each, index) => [each, index] as const);
    const made = await EraserWorld.create(clients);
    for (const [each, index] of indexed) await leave(made, each, index);
    const alone = await EraserWorld.create(clients);
    for (const [each, index] of indexed.filter(([{ id }]) => id !== erased)) await leave(alone, each, index);
    const { outcome } = await made.erase([`self#${erased}`, `uae#${erased}`]);
    expect(outcome).toBe(traces.some(({ id }) => id === erased) ? 'erased' : 'nothing');
    const nobodys = (row: string) => row.includes('erasedAt') || row.includes('#erased#');
    expect((await rows(made)).filter(row => !nobodys(row))).toEqual(await rows(alone));
  }), { numRuns: 15 });
}, 120_000);
