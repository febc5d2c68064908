/** A statement of an organization policy, with the sentence that says what it stops. */
export interface Guardrail {
  readonly stops: string;
  readonly statement: Statement;
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  /** Resource control policies know only everyone. */
  readonly Principal?: '*';
  readonly Action?: readonly string[] | '*';
  readonly NotAction?: readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * Most characters that Organizations takes in one policy, white space included.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const largestPolicy = 5120;

/**
 * Packs guardrails into one policy.
 *
 * @param name how the policy is called in the error
 * @throws when the policy is larger than Organizations takes
 */
export function policyOf(name: string, guardrails: readonly Guardrail[]): PolicyDocument {
  const policy: PolicyDocument = { Version: '2012-10-17', Statement: guardrails.map(({ statement }) => statement) };
  const size = JSON.stringify(policy).length;
  if (size > largestPolicy) {
    throw new Error(`policy '${name}' has ${size} characters, ${size - largestPolicy} more than Organizations takes; split it in two`);
  }
  return policy;
}
