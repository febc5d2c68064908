// what every command of the command line is: a new one has to stand here, or the tests fail.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evidenceOf, idOf } from '../../lambda/gate/support/release';
import { region, writeAssembly } from '../../lambda/gate/support/assembly';
import { assemblyDigest } from '../../../lib/promotion/assembly-digest';
import { writeEvidence } from '../../../lib/promotion/evidence';

/** Stands for whatever a person must not see again. */
export const canary = `whsec_${Buffer.from('canary of a fault, of nobody'.padEnd(32, '!')).toString('base64')}`;

export interface AskingCommand {
  readonly args: readonly string[];
  readonly input?: string;
  /** Whose credentials it takes. */
  readonly account: string;
  /** How it ends where it differs from the others, with the reason. */
  readonly ends?: { readonly identity?: number; readonly wrongAccount?: number; readonly later?: number; readonly why: string };
  /** Why nothing of AWS is asked after the caller's identity. */
  readonly onlyIdentity?: string;
  /** Whether it asks a function first, whose answer AWS passes on as it is. */
  readonly invokes?: boolean;
  /** Why AWS's own words may be shown. */
  readonly quotes?: string;
  /** Whether it prints a result, however much of it is unknown. */
  readonly tells?: 'result';
}

export interface Command {
  /** What it does to the world: nothing; to AWS or a provider; to files on this machine; or it runs until it is ended. */
  readonly kind: 'read' | 'write' | 'local' | 'runs';
  /** Absent where it asks AWS nothing. */
  readonly asks?: AskingCommand;
  /** As it is read only: every one that reads has such a way, and so have some that write. */
  readonly reads?: readonly (readonly string[])[];
}

export const folder = mkdtempSync(join(tmpdir(), 'bulkhead-faults-'));

const flows = join(folder, 'flows.json');
const pending = { pending: 'the Self dashboard, when the flow is published' };
const assembly = writeAssembly();
const documents = join(folder);
const release = idOf(1);
const self = ['self', 'signing-secret'];

/** Files that commands take, all of them sound. */
export const files = { flows, assembly, documents };

export const writeFiles = (): void => {
  writeFileSync(flows, JSON.stringify({
    'staging': { self: [{ id: 'flow-old', replaced: { by: 'flow-new' } }, { id: 'flow-new' }] }, 'pre-production': { self: [{ id: pending }] }, 'production': { self: [{ id: pending }] },
  }, null, 2));
  // the assembly is one of another region.
  for (const path of readdirSync(assembly, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))) {
    const file = join(assembly, path);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(region, 'me-central-1'));
  }
  const { digest } = assemblyDigest(assembly);
  writeFileSync(join(documents, 'evidence.json'), JSON.stringify({ payload: writeEvidence(digest, evidenceOf(release, digest)).toString('base64') }));
};

const [staging, production, management] = ['111111111111', '333333333333', '999999999999'];
// nobody listens there, and nobody is asked: the token comes from AWS first.
const dashboard = ['--dashboard', 'http://127.0.0.1:9', '--flows', flows];

export const commands: Readonly<Record<string, Command>> = {
  'demo': { kind: 'runs' },
  'sandbox': { kind: 'runs' },
  'secrets put': { kind: 'write', asks: { args: ['secrets', 'put', 'staging', ...self], input: canary, account: staging } },
  'secrets status': {
    kind: 'read', reads: [['secrets', 'status', 'staging']],
    asks: {
      args: ['secrets', 'status', 'staging'], account: staging, tells: 'result',
      ends: { identity: 2, wrongAccount: 2, later: 2, why: 'it tells of every secret what cannot be known, and is undecided' },
    },
  },
  'secrets rotate': { kind: 'write', asks: { args: ['secrets', 'rotate', 'staging', ...self], input: canary, account: staging } },
  'secrets retire': { kind: 'write', asks: { args: ['secrets', 'retire', 'staging', ...self], account: staging } },
  'replay': { kind: 'write', reads: [['replay', 'staging', '--since', '1h', '--dry-run']], asks: { args: ['replay', 'staging', '--since', '1h'], account: staging } },
  'erase': {
    kind: 'write', reads: [['erase', 'staging', '--binding', 'self']],
    asks: { args: ['erase', 'staging', '--binding', 'self', '--yes'], input: 'canary-of-a-person', account: staging },
  },
  'routes': { kind: 'read', reads: [['routes', 'staging']], asks: { args: ['routes', 'staging'], account: staging, invokes: true } },
  'verify': { kind: 'read', reads: [['verify', 'staging']], asks: { args: ['verify', 'staging', '--assembly', assembly], account: staging, onlyIdentity: 'what each of its calls is answered is told by itself, and leaves what hangs on it undecided' } },
  'evidence keys': { kind: 'read', reads: [['evidence', 'keys', 'staging']], asks: { args: ['evidence', 'keys', 'staging'], account: staging } },
  'evidence sign': {
    kind: 'write',
    asks: {
      args: ['evidence', 'sign', 'pre-production', '--for', 'production', '--assembly', assembly, '--out', join(folder, 'signed')], account: '222222222222',
      onlyIdentity: 'the assembly and its runs are judged first',
    },
  },
  'evidence sign-off': { kind: 'write', asks: { args: ['evidence', 'sign-off', 'staging', release, '--reason', 'it is good'], account: staging } },
  'evidence fetch': { kind: 'read', asks: { args: ['evidence', 'fetch', 'staging', release, '--out', join(folder, 'fetched')], account: staging } },
  'release prepare': {
    kind: 'write', asks: { args: ['release', 'prepare', 'production', '--assembly', assembly, '--evidence', documents], account: production },
  },
  'release check': {
    kind: 'read', reads: [['release', 'check', 'production', '--release', release]], asks: { args: ['release', 'check', 'production', '--release', release], account: production },
  },
  'release execute': { kind: 'write', asks: { args: ['release', 'execute', 'production', '--release', release], account: production } },
  'org prepare': { kind: 'write', reads: [['org', 'prepare', '--plan']], asks: { args: ['org', 'prepare', '--yes', '--wait', '0'], account: management, quotes: 'no secret is ever sent there' } },
  'bootstrap': {
    kind: 'write', reads: [['bootstrap', 'staging', '--print']],
    asks: { args: ['bootstrap', 'staging'], account: staging, onlyIdentity: 'the toolkit goes on from there, with its own words' },
  },
  'ci init': { kind: 'local', reads: [['ci', 'init', '--check']] },
  'ci diff': { kind: 'local', reads: [['ci', 'diff', assembly, assembly]] },
  'ci digest': { kind: 'local', reads: [['ci', 'digest', assembly]] },
  'teardown': { kind: 'local', reads: [['teardown', 'production', '--plan', '--assembly', assembly]] },
  'cost': { kind: 'local', reads: [['cost', '--assembly', assembly]] },
  'doctor': {
    kind: 'read', reads: [['doctor', 'staging']],
    asks: {
      args: ['doctor', 'staging', '--assembly', assembly], account: staging, tells: 'result',
      ends: { identity: 3, later: 2, why: 'each check is told by itself, and what it could not ask is unknown' },
    },
  },
  'config': {
    kind: 'read', reads: [['config', 'staging'], ['config', 'staging', '--deployed']], asks: { args: ['config', 'staging', '--deployed'], account: staging },
  },
  'plan': { kind: 'read', reads: [['plan', 'staging', 'pre-production']], asks: { args: ['plan', 'staging', 'pre-production', ...dashboard], account: staging } },
  'promote': { kind: 'write', asks: { args: ['promote', 'staging', 'pre-production', ...dashboard], account: staging } },
  'retire': { kind: 'write', asks: { args: ['retire', 'staging', 'flow-old', ...dashboard], account: staging } },
  'simulate': { kind: 'write', reads: [['simulate', '--list']] },
  'audit': { kind: 'local', reads: [['audit', assembly]] },
  'environments': { kind: 'local', reads: [['environments']] },
};
