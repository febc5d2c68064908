/** A statement of an identity policy or a boundary, as IAM takes it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[] | '*';
  readonly Resource: string | readonly (string | object)[] | object;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * Most characters of a managed policy, white space not counted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export const largestManagedPolicy = 6144;

export const documentOf = (statements: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

export const sizeOf = (document: PolicyDocument): number => JSON.stringify(document).length;

/**
 * @param name how the policy is called in the error
 * @throws when IAM would not take it
 */
export const managedPolicy = (name: string, statements: readonly Statement[]): PolicyDocument => {
  const document = documentOf(statements);
  const size = sizeOf(document);
  if (size > largestManagedPolicy) {
    throw new Error(`policy '${name}' has ${size} characters, ${size - largestManagedPolicy} more than IAM takes; split it in two`);
  }
  return document;
};
