import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from '../clients';
import { describeFunction, parseFunctionArn } from './deployed-function';
import { startExecutionEnvironment, type RuntimeSettings } from './execution-environment';
import { fetchCode } from './function-code';
import { createPool, type Pool } from './pool';
import type { DeployedFunction, Outcome, RunnableFunction } from './types';

export interface LambdaHostOptions extends RuntimeSettings {
  /** Folder for unpacked code. */
  readonly folder: string;
  /** Receives what functions write to their logs, as it is written. */
  readonly onLog?: (line: string) => void;
  /** What clients that administer an account act with. */
  readonly administration: (account: string) => ClientSettings;
  /** What a function's role acts with. */
  readonly role: (account: string, roleArn: string) => ClientSettings;
}

/** Runs deployed functions as Lambda would: their own code, their role's credentials, their environment. */
export interface LambdaHost {
  /** Invokes a function by its ARN; its runtime starts with the first call. */
  invoke(functionArn: string, event: unknown): Promise<Outcome>;
  /** What the deployed function says about itself. */
  describe(functionArn: string): Promise<DeployedFunction>;
  /** Forgets what runs of a function and what was downloaded of it, as a deployment does: the next call starts anew. */
  renew(functionArn: string): Promise<void>;
  /** Everything that functions wrote to their logs so far, by function ARN. */
  logs(): ReadonlyMap<string, readonly string[]>;
  end(): Promise<void>;
}

const unqualified = (arn: string) => arn.split(':').slice(0, 7).join(':');

export const createLambdaHost = (options: LambdaHostOptions): LambdaHost => {
  const pools = new Map<string, Pool>();
  const logs = new Map<string, string[]>();
  const prepared = new Map<string, Promise<RunnableFunction>>();

  const prepare = async (arn: string): Promise<RunnableFunction> => {
    const { account } = parseFunctionArn(arn);
    const settings = options.administration(account);
    const lambda = new LambdaClient(settings);
    const s3 = new S3Client({ ...settings, forcePathStyle: true });
    try {
      const deployed = await describeFunction(lambda, arn);
      const code = await fetchCode(lambda, s3, deployed.name, join(options.folder, account));
      return { deployed, code, credentials: options.role(account, deployed.role).credentials };
    } finally {
      lambda.destroy();
      s3.destroy();
    }
  };

  /** Prepares a function once; a failure is not remembered. */
  const runnable = (arn: string): Promise<RunnableFunction> => {
    const known = prepared.get(arn) ?? prepare(arn);
    prepared.set(arn, known);
    known.catch(() => prepared.delete(arn));
    return known;
  };

  const poolOf = (arn: string): Pool => {
    const lines = logs.get(arn) ?? [];
    logs.set(arn, lines);
    const pool = pools.get(arn)
      ?? createPool(async () => startExecutionEnvironment(await runnable(arn), options, line => {
        lines.push(line);
        options.onLog?.(`${parseFunctionArn(arn).name}: ${line}`);
      }));
    pools.set(arn, pool);
    return pool;
  };

  return {
    invoke: (arn, event) => poolOf(unqualified(arn)).invoke(event),
    describe: async arn => (await runnable(unqualified(arn))).deployed,
    logs: () => logs,
    renew: async arn => {
      const pool = pools.get(unqualified(arn));
      pools.delete(unqualified(arn));
      prepared.delete(unqualified(arn));
      await pool?.end();
    },
    end: async () => {
      await Promise.all([...pools.values()].map(pool => pool.end()));
    },
  };
};
