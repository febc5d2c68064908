import { execFile } from 'node:child_process';

export interface Outcome {
  /** Exit code, or null where the program could not be started or was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a failure is an outcome, not an exception. */
export const run = (
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> =>
  new Promise(resolve => {
    execFile(command, [...args], { env: plainEnvironment(), ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : null) : 0;
      resolve({ code, stdout, stderr: stderr || (error?.message ?? '') });
    });
  });

/** The user's environment without what would lead Python, moto or boto3 elsewhere. */
export const plainEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|MOTO_|PYTHON)|^PIP_USER$/.test(name))),
  PYTHONDONTWRITEBYTECODE: '1',
});

/** The same, in which `python -m bulkhead_aws` is found. */
export const packageEnvironment = (folder: string): NodeJS.ProcessEnv => ({ ...plainEnvironment(), PYTHONPATH: folder });
