/** Why a command ends without having done what was asked; the message names the remedy and never a secret. */
export class CommandError extends Error {
  /** 1 refused or violated, 2 undecided or evidence missing, 3 unusable input or surroundings. */
  constructor(readonly exitCode: 1 | 2 | 3, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

export const refused = (message: string): CommandError => new CommandError(1, message);

export const undecided = (message: string, options?: ErrorOptions): CommandError => new CommandError(2, message, options);

export const unusable = (message: string, options?: ErrorOptions): CommandError => new CommandError(3, message, options);

/** The class of an AWS error: its message may quote what was sent. */
export const nameOf = (error: unknown): string =>
  error instanceof Error && /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'an unknown error';

/**
 * Runs a command so that nothing but its own words gets out: AWS quotes rejected input in its messages, and the input
 * may be a secret.
 */
export const inOwnWords = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (typeof (error as { exitCode?: unknown }).exitCode === 'number') throw error;
    const name = nameOf(error);
    if (/AccessDenied|NotAuthorized|Unrecognized|InvalidClientToken|ExpiredToken/.test(name)) {
      throw unusable(`AWS refused a call (${name}); the operator's role may not do this here, or the session has ended`);
    }
    throw undecided(`a call failed (${name}); what was done is kept: run the same command again`);
  }
};
