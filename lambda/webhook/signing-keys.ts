import { Cache } from './cache';
import { readKey, SecretError } from './secret';
import type { Expected } from './secret';

/** One version of a secret as the store gives it. */
export interface SecretVersion {
  readonly id: string;
  readonly value: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Reads a stage of the secret; undefined where the stage holds no version. */
export type ReadStage = (stage: 'AWSCURRENT' | 'AWSPREVIOUS') => Promise<SecretVersion | undefined>;

export interface SigningKey {
  readonly version: string;
  readonly bytes: Buffer;
}

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
/** How long after a new version the one before it is still accepted. */
const overlap = 24 * 60 * minutes;

interface Fetched {
  readonly current: SigningKey;
  readonly previous: SigningKey | undefined;
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
    const [current, previous] = await Promise.all([this.read('AWSCURRENT'), this.read('AWSPREVIOUS')]);
    if (current === undefined) throw new SecretError('absent');
    return {
      current: { version: current.id, bytes: readKey(current.value, this.expected) },
      previous: this.readPrevious(previous),
      overlapEnds: previous === undefined ? -Infinity : current.createdAt + overlap,
    };
  }

  /** A previous version that must not be used counts as none: the current one decides. */
  private readPrevious(previous: SecretVersion | undefined): SigningKey | undefined {
    if (previous === undefined) return undefined;
    try {
      return { version: previous.id, bytes: readKey(previous.value, this.expected) };
    } catch (error) {
      if (error instanceof SecretError) return undefined;
      throw error;
    }
  }

  private select({ current, previous, overlapEnds }: Fetched): AcceptedKeys {
    const rotating = this.now() < overlapEnds;
    return { keys: rotating && previous !== undefined ? [current, previous] : [current], rotating };
  }
}
