import { join } from 'node:path';
import { startNode, type Child } from '../child';
import { bareEnvironment } from '../bare-environment';
import { startRuntimeApi, type RuntimeApi } from './runtime-api';
import type { Outcome, RunnableFunction } from './types';

/** The network around an account's functions, as it is played here. */
export interface LocalNetwork {
  /** Addresses by name; every other name has none. */
  readonly names: Readonly<Record<string, string>>;
  /** Ports of this machine by address; every other address is silent. */
  readonly ports: Readonly<Record<string, number>>;
  /** Certificate of the authority that vouches for what is reached, as PEM. */
  readonly authority: string;
}

/** Where and how runtimes are started; the same for every function. */
export interface RuntimeSettings {
  readonly root: string;
  readonly node: string;
  /** Endpoint of the embedded AWS. */
  readonly awsEndpoint: string;
  /** An empty home directory. */
  readonly home: string;
  /**
   * Where the functions of an account reach providers: addresses on loopback by the host that they ask for, as the account's DNS
   * firewall has them.
   * @default - requests are left alone
   */
  readonly providers?: (account: string) => Readonly<Record<string, string>>;
  /**
   * What the functions of an account that look at names and addresses themselves find around them.
   * @default - this machine's own network
   */
  readonly network?: (account: string) => LocalNetwork | undefined;
}

/** One runtime process with its own Runtime API; it runs one invocation at a time, as on AWS. */
export interface ExecutionEnvironment {
  invoke(event: unknown): Promise<Outcome>;
  /** Whether it may be given another invocation. */
  isUsable(): boolean;
  end(): Promise<void>;
}

const variables = (runnable: RunnableFunction, settings: RuntimeSettings, port: number): Record<string, string> => {
  const { deployed, credentials } = runnable;
  return {
    ...bareEnvironment(settings.home),
    ...deployed.environment,
    AWS_ENDPOINT_URL: settings.awsEndpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: deployed.region,
    AWS_DEFAULT_REGION: deployed.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: deployed.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${deployed.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
    LAMBDA_TASK_ROOT: runnable.code,
    ...settings.providers && { BULKHEAD_LOCAL_PROVIDERS: JSON.stringify(settings.providers(deployed.account)) },
    ...settings.network && { BULKHEAD_LOCAL_NETWORK: JSON.stringify(settings.network(deployed.account) ?? null) },
    _HANDLER: deployed.handler,
    TZ: ':UTC',
  };
};

const runtimeExit = { errorType: 'Runtime.ExitError', errorMessage: 'runtime exited before it answered' };

/** Lets an invocation run for as long as the function's timeout allows. */
const withinTimeout = async (api: RuntimeApi, event: unknown, seconds: number): Promise<Outcome> => {
  const timer = setTimeout(() => api.fail({
    kind: 'failed',
    reason: 'timeout',
    payload: { errorType: 'Sandbox.Timedout', errorMessage: `task timed out after ${seconds} seconds` },
  }), seconds * 1000);
  try {
    return await api.invoke(event);
  } finally {
    clearTimeout(timer);
  }
};

/** Starts the function's runtime, which is aws-lambda-ric as AWS's own image has it. */
export const startExecutionEnvironment = async (
  runnable: RunnableFunction, settings: RuntimeSettings, onLine: (line: string) => void,
): Promise<ExecutionEnvironment> => {
  const api = await startRuntimeApi(runnable.deployed);
  const child: Child = startNode({
    root: settings.root,
    node: settings.node,
    preload: ['ric-stub.cjs', 'provider-routes.cjs', 'network.cjs'].map(file => join(settings.root, 'lib/local/lambda', file)),
    script: join(settings.root, 'node_modules/aws-lambda-ric/index.mjs'),
    args: [runnable.deployed.handler],
    cwd: runnable.code,
    env: variables(runnable, settings, api.port),
    onLine,
  });
  let usable = true;
  void child.exited.then(() => {
    usable = false;
    api.fail({ kind: 'failed', reason: 'exit', payload: runtimeExit });
    return api.close();
  });
  return {
    isUsable: () => usable,
    end: () => child.end(),
    invoke: async event => {
      if (!usable) return { kind: 'failed', reason: 'exit', payload: runtimeExit };
      const outcome = await withinTimeout(api, event, runnable.deployed.timeout);
      // what is still running after its time is stopped; what failed otherwise is kept, as AWS keeps it.
      if (outcome.kind === 'failed' && outcome.reason === 'timeout') await child.end();
      return outcome;
    },
  };
};
