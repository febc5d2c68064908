import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { providers, schemes } from '../../lib/providers';
import type { Provider, Scheme } from '../../lib/providers';
import { readParameter, stageReader } from './aws';
import { Cache } from './cache';
import type { BindingSettings } from './contract';
import { readSettings } from './settings';
import { SigningKeys } from './signing-keys';

/** One registration with a provider, as a delivery is judged by it. */
export interface Binding {
  readonly name: string;
  readonly credentials: 'test' | 'live';
  readonly settings: BindingSettings;
  readonly provider: Provider;
  readonly scheme: Scheme;
  readonly keys: SigningKeys;
}

export interface BindingDependencies {
  readonly ssm: Pick<SSMClient, 'send'>;
  readonly secretsManager: Pick<SecretsManagerClient, 'send'>;
  readonly now: () => number;
}

/** How long published settings serve: a new flow is known within a minute. */
const settingsLifetime = 60_000;

/** The bindings of the environment, read when first asked for and shared by all deliveries of this instance. */
export class Bindings {
  private readonly settings = new Map<string, Cache<BindingSettings>>();
  private readonly keys = new Map<string, SigningKeys>();

  constructor(
    private readonly dependencies: BindingDependencies,
    private readonly path: string,
    private readonly credentials: 'test' | 'live',
  ) {}

  async get(name: string): Promise<Binding> {
    const settings = await this.settingsOf(name).get();
    const provider = providers[settings.provider];
    const scheme = schemes[settings.scheme];
    return { name, credentials: this.credentials, settings, provider, scheme, keys: this.keysOf(settings, provider, scheme) };
  }

  private settingsOf(name: string): Cache<BindingSettings> {
    const { ssm, now } = this.dependencies;
    let cache = this.settings.get(name);
    if (cache === undefined) {
      const load = async () => readSettings(await readParameter(ssm, `${this.path}/${name}`), name);
      cache = new Cache(load, settingsLifetime, now);
      this.settings.set(name, cache);
    }
    return cache;
  }

  private keysOf({ secretArn }: BindingSettings, provider: Provider, scheme: Scheme): SigningKeys {
    const { secretsManager, now } = this.dependencies;
    // settings that name another secret, scheme or provider get keys of their own.
    const identity = JSON.stringify([secretArn, provider.name, scheme.name]);
    let keys = this.keys.get(identity);
    if (keys === undefined) {
      const expected = { scheme, provider: provider.name, credentials: this.credentials };
      keys = new SigningKeys(stageReader(secretsManager, secretArn), expected, now);
      this.keys.set(identity, keys);
    }
    return keys;
  }
}
