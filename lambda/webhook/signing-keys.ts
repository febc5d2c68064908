import { Cache } from './cache';
import { readKey, SecretError } from './secret';
import type { Expected } from './secret';
import type { VerificationKey } from './verify';

/** One version of a secret as the store gives it. */
export interface SecretVersion {
  readonly id: string;
  readonly value: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Labels of a secret's versions, in the order in which a delivery is checked against them. */
export type Stage = 'AWSCURRENT' | 'AWSPREVIOUS' | 'AWSPENDING';

/** Reads a stage of the secret; undefined where the stage holds no version. */
export type ReadStage = (stage: Stage) => Promise<SecretVersion | undefined>;

export type SigningKey = VerificationKey & {
  readonly version: string;
  /** The label that the version carried when it was read. */
  readonly stage: Stage;
};

/** The keys that a delivery may be signed with now. */
export interface AcceptedKeys {
  readonly keys: readonly SigningKey[];
  /** Whether sender and receiver may still be on different versions. */
  readonly rotating: boolean;
}

const minutes = 60_000;
/** How long a fetched secret serves. */
const lifetime = 5 * minutes;
/** Least time between two refreshes that a mismatch has forced. */
const refreshPause = 1 * minutes;
/**
 * How long after a new version was made the one before it is still accepted, unless it is retired earlier. Versions are made when
 * they are staged, which may be days before the sender switches; a retirement that is forgotten ends here.
 */
const overlap = 7 * 24 * 60 * minutes;

interface Fetched {
  readonly current: SigningKey;
  readonly previous: SigningKey | undefined;
  readonly pending: SigningKey | undefined;
  /** Whether a new version is staged: the sender may switch to it at any moment. */
  readonly staged: boolean;
  readonly overlapEnds: number;
}

/** The signing keys of one binding in memory: cached, refreshed on a mismatch, refused when they are not ours. */
export class SigningKeys {
  private readonly cache: Cache<Fetched>;
  private refreshedAt = -Infinity;
  private refresh: Promise<Fetched> | undefined;

  constructor(private readonly read: ReadStage, private readonly expected: Expected, private readonly now: () => number) {
    this.cache = new Cache(() => this.fetch(), lifetime, now);
  }

  async accepted(): Promise<AcceptedKeys> {
    return this.select(await this.cache.get());
  }

  /**
   * The keys after a mismatch, fetched anew at most once a minute however large the flood.
   * A refresh that failed fails for everybody until the next: what we do not know must not refuse anything for good.
   */
  async refreshed(): Promise<AcceptedKeys> {
    if (this.refresh === undefined || this.now() - this.refreshedAt >= refreshPause) {
      this.refreshedAt = this.now();
      this.refresh = this.cache.reload();
    }
    await this.refresh;
    return this.accepted();
  }

  private async fetch(): Promise<Fetched> {
    const [current, previous, pending] = await Promise.all([this.read('AWSCURRENT'), this.read('AWSPREVIOUS'), this.read('AWSPENDING')]);
    if (current === undefined) throw new SecretError('absent');
    // a finished rotation may leave its label on the version that has become current.
    const staged = pending !== undefined && pending.id !== current.id;
    return {
      current: { ...readKey(current.value, this.expected), version: current.id, stage: 'AWSCURRENT' },
      previous: this.readOther(previous, 'AWSPREVIOUS'),
      pending: staged ? this.readOther(pending, 'AWSPENDING') : undefined,
      staged,
      overlapEnds: previous === undefined ? -Infinity : current.createdAt + overlap,
    };
  }

  /** Another version that must not be used counts as none: the current one decides. */
  private readOther(version: SecretVersion | undefined, stage: Stage): SigningKey | undefined {
    if (version === undefined) return undefined;
    try {
      return { ...readKey(version.value, this.expected), version: version.id, stage };
    } catch (error) {
      if (error instanceof SecretError) return undefined;
      throw error;
    }
  }

  private select({ current, previous, pending, staged, overlapEnds }: Fetched): AcceptedKeys {
    const overlapping = this.now() < overlapEnds;
    const others = [overlapping ? previous : undefined, pending].filter(key => key !== undefined);
    return { keys: [current, ...others], rotating: overlapping || staged };
  }
}
