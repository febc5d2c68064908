import { providers, sessionApis } from '../../lib/providers';
import type { Provider, SessionApi } from '../../lib/providers';
import { readParameter } from '../webhook/aws';
import { Cache } from '../webhook/cache';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { SessionSettings } from './contract';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isHost = (value: unknown): boolean => isText(value) && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(value);

/** Reads the published settings of a binding; anything unexpected in them fails, nothing is defaulted. */
const readSessionSettings = (text: string, binding: string): SessionSettings => {
  const settings = JSON.parse(text) as Partial<Record<keyof SessionSettings, unknown>> | null;
  const usable = settings !== null
    && settings.version === 1
    && settings.binding === binding
    && isText(settings.provider) && Object.hasOwn(sessionApis, settings.provider)
    && isText(settings.secretArn) && settings.secretArn.startsWith('arn:')
    && (settings.apiDomain === null || isHost(settings.apiDomain))
    && (settings.flowIds === null || (Array.isArray(settings.flowIds) && settings.flowIds.every(isText)));
  if (!usable) throw new Error('malformed settings');
  return settings as unknown as SessionSettings;
};

/** One registration with a provider, as sessions are created there. */
export interface SessionBinding {
  readonly settings: SessionSettings;
  readonly provider: Provider;
  readonly api: SessionApi;
}

/** How long published settings serve: a flow that a promotion has replaced is refused within a minute. */
const lifetime = 60_000;

/** The bindings of the environment, read when first asked for. */
export class SessionBindings {
  private readonly caches = new Map<string, Cache<SessionSettings>>();

  constructor(private readonly ssm: Pick<SSMClient, 'send'>, private readonly path: string, private readonly now: () => number) {}

  async get(binding: string): Promise<SessionBinding> {
    let cache = this.caches.get(binding);
    if (cache === undefined) {
      const load = async () => readSessionSettings(await readParameter(this.ssm, `${this.path}/${binding}`), binding);
      cache = new Cache(load, lifetime, this.now);
      this.caches.set(binding, cache);
    }
    const settings = await cache.get();
    return { settings, provider: providers[settings.provider], api: sessionApis[settings.provider]! };
  }
}
