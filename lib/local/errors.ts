/**
 * What the machine lacks or holds in a state that nothing can be done with: Python missing, no network on the first run,
 * a server that does not start. The message carries its remedy.
 */
export class UnusableSurroundings extends Error {
  /** Exit code of the commands: unusable input or surroundings. */
  readonly exitCode = 3;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableSurroundings';
  }
}
