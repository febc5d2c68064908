/** A statement of an organization policy, with what an auditor wants to know of it. */
export interface Guardrail {
  /** The sentence that says what it stops. */
  readonly stops: string;
  /** Title of the case of `test/organization/catalogue` that shows it. */
  readonly shownBy: string;
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
