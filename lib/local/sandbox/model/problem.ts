/** A refusal as the provider's API words it; the body says why. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Problem';
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** @throws Problem 422 when there are issues, all of them named */
export const refuseIssues = (issues: readonly Issue[]): void => {
  if (issues.length > 0) throw new Problem(422, 'validation_failed', issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '), { issues });
};

export const notFound = (what: string): Problem => new Problem(404, 'not_found', `there is no ${what}`);

export const forbidden = (why: string): Problem => new Problem(403, 'forbidden', why);

export const conflict = (why: string): Problem => new Problem(409, 'conflict', why);

export const unauthenticated = (why: string): Problem => new Problem(401, 'unauthenticated', why);
