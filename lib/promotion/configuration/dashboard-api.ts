import { z } from 'zod';
import { flowAnswer, type Dashboard, type DashboardFlow } from './dashboard';
import type { FlowConfiguration } from '../../environment';
import { CommandError, refused, undecided, unusable } from '../../operator/command-error';

/** Milliseconds for one answer, and longest pause that a dashboard may ask for. */
const patience = 15_000;
const longestPause = 30_000;
const attempts = 4;
const largestAnswer = 4 * 1024 * 1024;

/** What calls take and time is measured by; a test drives both. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const real: Surroundings = { fetch: (...input) => fetch(...input), pause: milliseconds => new Promise(done => setTimeout(done, milliseconds)) };

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** @throws CommandError for an address to which nobody should send a token */
export const dashboardAddress = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw unusable('--dashboard takes an address such as https://dashboard.example or http://127.0.0.1:8080');
  if (url.username || url.password || url.search || url.hash) throw unusable('--dashboard takes an address without user, password, query and fragment');
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) throw refused(`${url.host} would get the token in the clear; use https, or http on 127.0.0.1 only`);
  return url;
};

const problem = z.object({ code: z.string(), message: z.string() }).partial();

/** A provider's words in our message: short, on one line, without control characters. */
const quoted = (text: string | undefined): string => (text === undefined ? '' : `: ${text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 300)}`);

/** The interface for programs that the sandbox has behind its dashboard. */
export class DashboardApi implements Dashboard {
  constructor(private readonly address: URL, private readonly token: string, private readonly surroundings: Surroundings = real) {}

  async list(): Promise<readonly DashboardFlow[]> {
    const listed = await this.call('GET', 'flows');
    // some lists stand in an object, so that more can be said beside them.
    const flows = z.union([z.array(z.unknown()), z.object({ flows: z.array(z.unknown()) }).transform(({ flows: inner }) => inner)]).safeParse(listed);
    if (!flows.success) throw this.strange('a list of flows');
    return flows.data.map(flow => this.flow(flow));
  }

  async create(environment: string, { name, product, ruleSet, documents, settings }: FlowConfiguration, key: string): Promise<DashboardFlow> {
    return this.flow(await this.call('POST', 'flows', { environment, name, product, configuration: { ruleSet, documents, settings } }, key));
  }

  async publish(id: string): Promise<DashboardFlow> {
    return this.flow(await this.call('POST', `flows/${encodeURIComponent(id)}/publish`));
  }

  async archive(id: string): Promise<DashboardFlow> {
    return this.flow(await this.call('POST', `flows/${encodeURIComponent(id)}/archive`));
  }

  private flow(answer: unknown): DashboardFlow {
    const read = flowAnswer.safeParse(answer);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw this.strange(`a flow${issue ? ` (${issue.path.join('.')}${quoted(issue.message)})` : ''}`);
  }

  private strange(what: string): CommandError {
    return undecided(`${this.address.host} does not answer with ${what}; nothing was written: is it the address of a dashboard?`);
  }

  private async call(method: 'GET' | 'POST', path: string, body?: unknown, key?: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(method, path, body, key);
      const again = response.status === 429 || response.status === 503;
      if (!again || attempt === attempts) return this.read(response, path);
      const seconds = Number(response.headers.get('retry-after') ?? '1');
      await response.body?.cancel();
      await this.surroundings.pause(Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000, longestPause));
    }
  }

  private async send(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
    try {
      return await this.surroundings.fetch(new URL(`/dashboard/v1/${path}`, this.address), {
        method,
        // another address would get the token.
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
        headers: {
          authorization: `Bearer ${this.token}`, accept: 'application/json',
          ...body !== undefined && { 'content-type': 'application/json' }, ...key !== undefined && { 'idempotency-key': key },
        },
        ...body !== undefined && { body: JSON.stringify(body) },
      });
    } catch {
      // the cause may quote the request, and with it the token.
      throw undecided(`${this.address.host} does not answer, or answers from elsewhere; nothing was written: run the command again`);
    }
  }

  private async read(response: Response, path: string): Promise<unknown> {
    const text = await response.text().catch(() => { throw undecided(`${this.address.host} broke off its answer; run the command again`); });
    const parsed = text.length > largestAnswer ? undefined : parse(text);
    if (response.ok) {
      if (parsed === undefined) throw this.strange('JSON');
      return parsed;
    }
    const { code, message } = problem.catch({}).parse(parsed);
    const says = `${this.address.host} answers ${response.status}${code ? ` ${quoted(code).slice(2)}` : ''} to ${path.replace(/\/.*\//, ' … ')}${quoted(message)}`;
    switch (response.status) {
      case 401: case 403: throw refused(`${says}; give the dashboard token of the organization that has the environment`);
      case 409: throw new DashboardConflict(says);
      default: throw response.status >= 500 || response.status === 429 ? undecided(`${says}; run the command again`) : refused(says);
    }
  }
}

/** The dashboard has something that speaks against what was asked. */
export class DashboardConflict extends CommandError {
  constructor(message: string) {
    super(1, message);
    this.name = 'DashboardConflict';
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
