import type { Command } from 'commander';
import { validateFleet, type ValidFleet } from '../lib/environment';
import { inOwnWords, unusable } from '../lib/operator/command-error';

const say = (line: string): void => { process.stdout.write(`${line}\n`); };

interface SandboxFlags {
  readonly port: string;
  readonly state?: string;
  readonly json?: boolean;
}

interface SimulateFlags {
  readonly binding?: string;
  readonly url?: string;
  readonly flow?: string;
  readonly subscription?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

const portOf = (text: string): number => {
  const port = Number(text);
  // three environments have addresses of their own after it.
  if (!/^\d+$/.test(text) || port > 65_532) throw unusable(`--port ${text} is no port up to 65532`);
  return port;
};

const runSandbox = async (flags: SandboxFlags): Promise<void> => {
  const port = portOf(flags.port);
  const [{ startSandbox }, { welcome }, { endOnSignals, onEnd }] = await Promise.all([
    import('../lib/local/sandbox'), import('../lib/local/sandbox/welcome'), import('../lib/local/ending'),
  ]);
  endOnSignals(code => process.exit(code === 130 ? 0 : code));
  const sandbox = await startSandbox({ port, stateFile: flags.state }).catch((error: unknown) => {
    throw unusable(`the sandbox does not start: ${(error as Error).message}`, { cause: error });
  });
  onEnd(() => sandbox.close());
  const { url, addresses, token } = sandbox;
  say(flags.json ? JSON.stringify({ url, addresses, token }) : welcome(sandbox, flags.state));
};

/** Adds `sandbox` and `simulate`; the configuration is read when `simulate` runs. */
export const addSandboxCommands = (program: Command, configured: { readonly fleet: unknown; readonly flows: unknown }): void => {
  const valid = (): ValidFleet => validateFleet(configured.fleet, configured.flows);

  program.command('sandbox')
    .description('runs the providers\' side on this machine until Ctrl-C: sessions, mock documents, webhooks, credits')
    .option('--port <number>', 'of the main address; three more follow it', '0')
    .option('--state <file>', 'keeps everything in a file between runs (it holds signing secrets)')
    .option('--json', 'print the addresses and the token as JSON')
    .action((flags: SandboxFlags) => inOwnWords(() => runSandbox(flags)));

  program.command('simulate').argument('[environment]').argument('[scenario]')
    .description('sends a signed webhook to a deployed environment with test credentials; the signing secret comes from a hidden prompt or standard input')
    .option('--binding <name>', 'where several bindings have a scenario of this name')
    .option('--url <address>', 'where to send it (default: the webhook host of bin/environments.ts)')
    .option('--flow <id>', 'where bin/flows.json has none yet').option('--subscription <id>', 'where bin/environments.ts has none yet')
    .option('--list', 'print the scenarios').option('--json', 'print the result as JSON')
    .action((environment: string | undefined, scenario: string | undefined, flags: SimulateFlags) => inOwnWords(async () => {
      const { simulate, simulations, simulationTarget, simulationText } = await import('../lib/local/sandbox/simulate');
      if (flags.list) {
        const listed = simulations.map(({ provider, name, title }) => ({ provider, name, title }));
        return say(flags.json ? JSON.stringify(listed, null, 2) : listed.map(({ provider, name, title }) => `${provider.padEnd(8)} ${name.padEnd(22)} ${title}`).join('\n'));
      }
      if (environment === undefined || scenario === undefined) throw unusable('give an environment and a scenario; `simulate --list` prints the scenarios');
      const { fleet, flows } = valid();
      const target = simulationTarget(fleet, flows, environment, scenario, flags);
      const [{ readValue }, { secretTarget }, { checkValue }] = await Promise.all([
        import('../lib/operator/read-value'), import('../lib/operator/target'), import('../lib/operator/check-value'),
      ]);
      const secret = checkValue(
        await readValue(`signing secret of '${target.binding}' in '${environment}'`, { input: process.stdin, output: process.stderr }),
        secretTarget(fleet, environment, target.binding, 'signing-secret'),
      ).value;
      const result = await simulate(target, secret, Date.now);
      say(flags.json ? JSON.stringify(result, null, 2) : simulationText(result));
      process.exitCode = { 'as expected': 0, 'not as expected': 1, 'undecided': 2 }[result.verdict];
    }));
};
