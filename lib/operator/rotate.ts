import type { Access, OperatorAccess } from './access';
import { checkValue } from './check-value';
import { refused, undecided } from './command-error';
import { Fingerprints, type Fingerprint } from './fingerprints';
import { probeStaged, type Evidence } from './probe-staged';
import { refuseWithoutSlot } from './provider-slots';
import { opening, SecretStore, type Stages } from './secret-store';
import { nameOfSecret, type SecretTarget } from './target';
import type { FleetConfig } from '../environment';
import type { StoredSecret } from '../../lambda/webhook/contract';
import type { TestVector } from '../../lambda/probe/contract';

/** What a rotation does next. */
export type RotationStep = 'stage' | 'promote' | 'unstage' | 'done';

/** The new version, and what is known of it. */
interface Successor {
  readonly version: string;
  /** Absent where a staged version is only carried on. */
  readonly secret?: StoredSecret;
  readonly evidence: Evidence;
}

/** Version id of the announcement; no value has it, for those follow from fingerprints. */
export const openingVersion = '00000000-0000-4000-8000-000000000000';

/** The first row that fits says what is next: the stages alone are the state, so that any run carries on where another stopped. */
export const transitions: readonly { readonly step: RotationStep; readonly when: (stages: Stages, version: string) => boolean }[] = [
  { step: 'unstage', when: ({ current, pending }, version) => current === version && pending === version },
  { step: 'done', when: ({ current }, version) => current === version },
  { step: 'promote', when: ({ pending }, version) => pending === version },
  { step: 'stage', when: ({ pending }) => pending === undefined || pending === openingVersion },
];

/** More than the longest way through the table. */
const mostSteps = 6;

export interface RotateOptions {
  readonly fleet: FleetConfig;
  /** A captured delivery that the new signing secret has to verify. */
  readonly vector?: TestVector;
  readonly say: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Replaces a secret by a new value, both being good until the old one is retired. */
export const rotateSecret = async (target: SecretTarget, value: string, access: Access, options: RotateOptions): Promise<void> => {
  const secret = checkValue(value, target);
  const operator = await access.operator(target);
  const store = await SecretStore.open(operator, target);
  const fingerprints = new Fingerprints(await access.fingerprints(target));
  const own = await fingerprints.of(value, target);
  refuseToBegin(target, await store.stages(), own.version, options.fleet);
  await fingerprints.claim(own, target);
  await advance(target, operator, store, { version: own.version, secret, evidence: { value, vector: options.vector } }, options,
    () => fingerprints.confirm(own, target));
};

/** Carries on with what is staged, where the value is not at hand any more. */
export const resumeRotation = async (target: SecretTarget, access: Access, options: RotateOptions): Promise<void> => {
  const operator = await access.operator(target);
  const store = await SecretStore.open(operator, target);
  const { pending } = await store.stages();
  if (pending === undefined || pending === openingVersion) throw refused(`${nameOfSecret(target)} has nothing staged; run \`secrets rotate\` with the new value`);
  const fingerprints = new Fingerprints(await access.fingerprints(target));
  const known = (await fingerprints.all()).find(({ version }) => version === pending);
  if (known === undefined || known.state === 'withdrawn') {
    throw refused(`${nameOfSecret(target)}: what is staged was not checked by these commands; end it with \`--abandon\` and rotate with the value`);
  }
  const own: Fingerprint = { fingerprint: known.fingerprint, version: pending };
  await advance(target, operator, store, { version: pending, evidence: { vector: options.vector } }, options,
    () => fingerprints.confirm(own, target));
};

/** Ends a rotation before its promotion; the current version was in use all the time. */
export const abandonRotation = async (target: SecretTarget, access: Access): Promise<boolean> => {
  const store = await SecretStore.open(await access.operator(target), target);
  const { current, pending } = await store.stages();
  if (pending === undefined) return false;
  if (pending === current) throw refused(`${nameOfSecret(target)}: the staged version is in use already; \`secrets rotate … --resume\` finishes the rotation`);
  await store.move('AWSPENDING', { from: pending });
  return true;
};

/**
 * Announces a rotation before the provider issues the new secret: until it is staged, a delivery signed with it is
 * answered so that the sender tries again.
 */
export const openRotation = async (target: SecretTarget, access: Access, fleet: FleetConfig): Promise<void> => {
  if (target.kind !== 'signing-secret') throw refused(`${nameOfSecret(target)} needs no announcement; it is for webhook signing secrets`);
  const store = await SecretStore.open(await access.operator(target), target);
  refuseToBegin(target, await store.stages(), openingVersion, fleet);
  await store.put(openingVersion, opening, 'AWSPENDING');
};

/** What forbids to begin, before anything is changed; a rotation that is under way with the same value is no beginning. */
const refuseToBegin = (target: SecretTarget, { current, pending, previous }: Stages, version: string, fleet: FleetConfig): void => {
  const name = nameOfSecret(target);
  if (current === undefined) throw refused(`${name} has no value yet; store the first one with \`secrets put\``);
  if (current === version || pending === version) return;
  if (pending !== undefined && pending !== openingVersion) {
    throw refused(`${name} has two active values already, one in use and one staged; finish that rotation with \`--resume\` or end it with \`--abandon\``);
  }
  if (previous !== undefined) {
    throw refused(`${name} has two active values already, one in use and one that is not retired; run \`secrets retire\` first`);
  }
  refuseWithoutSlot(target, fleet);
};

/** Days after staging within which a version may be promoted: the old value is accepted for seven from then, and senders try again for two. */
const promotableDays = 5;

/** The receiver counts the overlap from the staging; promoted late, a version would end its predecessor while senders still sign with it. */
const refuseTooLate = async (target: SecretTarget, store: SecretStore, version: string, now: number): Promise<void> => {
  const staged = (await store.createdAt()).get(version);
  if (staged === undefined || now - staged.getTime() <= promotableDays * 24 * 60 * 60 * 1000) return;
  throw refused(`${nameOfSecret(target)} was staged on ${staged.toISOString().slice(0, 10)}, over ${promotableDays} days ago: promoted now, it would end its `
    + 'predecessor too early; end it with `--abandon`, then rotate with the value again');
};

const advance = async (
  target: SecretTarget, operator: OperatorAccess, store: SecretStore, successor: Successor, { say, clock }: RotateOptions, confirm: () => Promise<void>,
): Promise<void> => {
  const { version, secret, evidence } = successor;
  const steps: Readonly<Record<Exclude<RotationStep, 'done'>, (stages: Stages) => Promise<void>>> = {
    stage: async () => {
      if (secret === undefined) throw undecided(`${nameOfSecret(target)}: what was staged has gone meanwhile; run \`secrets rotate\` with the value`);
      await store.put(version, secret, 'AWSPENDING');
      say('staged: both versions are accepted');
    },
    promote: async ({ current }) => {
      if (target.kind === 'signing-secret') await refuseTooLate(target, store, version, clock());
      await confirm();
      await probeStaged(target, operator, store, version, evidence);
      say(target.kind === 'dashboard' ? 'not probed: no function uses it' : 'probed: the functions can read and use it');
      await store.move('AWSCURRENT', { to: version, from: current });
      say('promoted: it is in use, and the version before stays accepted');
    },
    unstage: () => store.move('AWSPENDING', { from: version }),
  };
  for (let taken = 0; taken < mostSteps; taken++) {
    const stages = await store.stages();
    const step = transitions.find(({ when }) => when(stages, version))?.step;
    if (step === undefined) break;
    if (step === 'done') return confirm();
    await steps[step](stages);
  }
  throw undecided(`${nameOfSecret(target)}: somebody else is rotating it at the same time; look with \`secrets status\` and run the command again`);
};
