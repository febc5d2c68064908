import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ProviderName } from '../../lib/providers';
import { faultOf } from '../probe/fitness';
import { stageReader } from '../webhook/aws';
import { Cache } from '../webhook/cache';
import type { StoredSecret } from '../webhook/contract';
import { SecretError } from '../webhook/secret';

const minute = 60_000;
/** How long a key that was read serves. */
const lifetime = 5 * minute;

/** A key that is fit for this environment: its stored class, its prefix and the environment's class agree. */
export interface ApiKey {
  readonly value: string;
  readonly version: string;
}

export interface KeyPurpose {
  readonly secretArn: string;
  readonly provider: ProviderName;
  readonly credentials: 'test' | 'live';
}

/** The API keys in memory: cached, read anew where the provider no longer knows one, refused when they are not ours. */
export class ApiKeys {
  private readonly caches = new Map<string, Cache<ApiKey>>();
  private readonly refreshedAt = new Map<string, number>();

  constructor(private readonly secretsManager: Pick<SecretsManagerClient, 'send'>, private readonly now: () => number) {}

  get(purpose: KeyPurpose): Promise<ApiKey> {
    return this.cacheOf(purpose).get();
  }

  /** The key after the provider has refused one: read anew at most once a minute, undefined where it is still the same. */
  async successor(purpose: KeyPurpose, refused: ApiKey): Promise<ApiKey | undefined> {
    const { secretArn } = purpose;
    const cache = this.cacheOf(purpose);
    if (this.now() - (this.refreshedAt.get(secretArn) ?? -Infinity) >= minute) {
      this.refreshedAt.set(secretArn, this.now());
      await cache.reload();
    }
    const key = await cache.get();
    return key.version === refused.version ? undefined : key;
  }

  private cacheOf(purpose: KeyPurpose): Cache<ApiKey> {
    const identity = JSON.stringify(purpose);
    let cache = this.caches.get(identity);
    if (cache === undefined) {
      cache = new Cache(() => this.read(purpose), lifetime, this.now);
      this.caches.set(identity, cache);
    }
    return cache;
  }

  private async read({ secretArn, provider, credentials }: KeyPurpose): Promise<ApiKey> {
    const version = await stageReader(this.secretsManager, secretArn)('AWSCURRENT');
    if (version === undefined) throw new SecretError('absent');
    // the scheme is a signing secret's; a key is judged by class, prefix and provider.
    const fault = faultOf(version.value, { kind: 'api-key', provider, scheme: 'svix', credentials });
    if (fault !== undefined) throw new SecretError(fault);
    return { value: (JSON.parse(version.value!) as StoredSecret).value, version: version.id };
  }
}
