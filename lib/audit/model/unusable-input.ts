/** Input that the audit cannot read, and where; never a verdict. */
export class UnusableInput extends Error {
  readonly exitCode = 3;

  constructor(
    readonly problem: string,
    readonly file: string,
    readonly place?: string,
  ) {
    super(`${file}${place ? ` (${place})` : ''}: ${problem}`);
    this.name = 'UnusableInput';
  }
}
