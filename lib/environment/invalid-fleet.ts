/** The configuration cannot be provisioned; carries every problem, each with value, owner and remedy. */
export class InvalidFleet extends Error {
  /** Unusable input, in the table that all commands share. */
  readonly exitCode = 3;

  constructor(readonly problems: readonly string[]) {
    super(`the environments are not valid (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}):\n`
      + problems.map(problem => `  - ${problem}`).join('\n'));
    this.name = 'InvalidFleet';
  }
}
