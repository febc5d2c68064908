import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxEnvironmentName } from '../model/environments';
import { Problem } from '../model/problem';

export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** By name, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** Where the call comes from. */
  readonly address: string;
  /** The environment whose own address was called; absent on the main port, which serves them all. */
  readonly site?: SandboxEnvironmentName;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  /** `:name` stands for one segment. */
  readonly path: string;
  readonly handle: (asked: Asked) => Reply | Promise<Reply>;
  /** How this part of the API words a refusal. @default - `{ code, message, details }` */
  readonly refuse?: (problem: Problem) => Reply;
}

/** The parameters, if a path fits. */
export const match = (pattern: string, path: string): Record<string, string> | undefined => {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
      continue;
    }
    try {
      params[segment.slice(1)] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return params;
};

/** Members of a JSON object. @throws Problem 400 for what is none */
export const jsonOf = ({ body }: Asked): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem(400, 'validation_failed', 'the body is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Problem(400, 'validation_failed', 'the body is no JSON object');
  return value as Record<string, unknown>;
};

/** As `jsonOf`; nothing at all is an empty object. */
export const optionalJsonOf = (asked: Asked): Record<string, unknown> => (asked.body.length === 0 ? {} : jsonOf(asked));

export const bearerOf = ({ headers }: Asked): string | undefined => /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];

export const refusal = ({ status, code, message, details, headers }: Problem): Reply =>
  ({ status, headers, body: { code, message, ...details && { details } } });
