import { contextOf } from '../../delivery/support/contexts';
import { fleet } from '../../fixtures/fleet';
import type { ClockReading } from '../../../lib/doctor/clock-reading';
import { factsOf } from '../../../lib/doctor/facts';
import { CallFailed } from '../../../lib/doctor/read-only';
import type { Check, CheckResult, World } from '../../../lib/doctor/types';
import { worst } from '../../../lib/doctor/types';
import type { PlannedStack } from '../../../lib/delivery/teardown/stacks';
import type { EnvironmentConfig } from '../../../lib/environment';
import type { Access } from '../../../lib/operator/access';

/** An error as AWS's clients throw it. */
export const awsError = (name: string): Error => Object.assign(new Error('what was sent may stand here'), { name });

type Answer = object | Error | ((input: never) => object);

export interface FakeOptions {
  readonly environment?: string;
  readonly config?: Partial<EnvironmentConfig>;
  /** Answers by command, without `Command`; what is not here is missing. */
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly nameServers?: readonly string[] | Error;
  readonly open?: readonly string[];
  readonly planned?: readonly PlannedStack[];
  readonly now?: number;
  readonly clock?: ClockReading;
  readonly secrets?: Access;
}

export const now = Date.parse('2026-11-20T12:00:00Z');

/** An account that answers what a test says, and what was asked of it. */
export const fakeWorld = (options: FakeOptions = {}): World & { readonly asked: string[] } => {
  const { environment: name = 'staging', config, answers = {}, nameServers = [], open = [], planned, now: time = now, clock, secrets } = options;
  const environment = contextOf(name, config);
  const asked: string[] = [];
  const given: Readonly<Record<string, Answer>> = {
    GetCallerIdentity: { Account: environment.account, Arn: `arn:aws:iam::${environment.account}:user/ada` }, ...answers,
  };
  const send = (command: { readonly input: object }): Promise<unknown> => {
    const call = command.constructor.name.replace(/Command$/, '');
    asked.push(call);
    const answer = given[call] ?? awsError('NoSuchEntityException');
    if (answer instanceof Error) return Promise.reject(new CallFailed(call, answer));
    return Promise.resolve(typeof answer === 'function' ? (answer as (input: object) => object)(command.input) : answer);
  };
  const client = { send } as never;
  const aws = {
    sts: client, account: client, acm: client, cloudformation: client, iam: client, lambda: client, serviceQuotas: client, sns: client, ssm: client,
    clock: () => clock,
  };
  const facts = factsOf(environment, aws, '/nonexistent');
  return {
    environment, fleet, open, aws, asked,
    secrets: secrets ?? { operator: () => Promise.reject(awsError('AccessDenied')), fingerprints: () => Promise.reject(awsError('AccessDenied')) },
    facts: planned ? { ...facts, planned: () => Promise.resolve(planned) } : facts,
    nameServers: () => (nameServers instanceof Error ? Promise.reject(nameServers) : Promise.resolve(nameServers)),
    now: () => time,
  };
};

/** Stacks of an account, by the id in their stage. */
export const stacks = (states: Readonly<Record<string, string>>, outputs: Readonly<Record<string, string>> = {}): object => ({
  Stacks: Object.entries(states).map(([StackName, StackStatus]) => ({
    StackName, StackStatus, Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  })),
});

export const resources = (...found: readonly (readonly [type: string, id: string])[]): object =>
  ({ StackResourceSummaries: found.map(([ResourceType, PhysicalResourceId]) => ({ ResourceType, PhysicalResourceId })) });

export const look = async (check: Check, options?: FakeOptions): Promise<CheckResult & { readonly text: string }> => {
  const findings = await check.run(fakeWorld(options));
  return { id: check.id, title: check.title, verdict: worst(findings), findings, text: findings.map(({ evidence, remedy = '' }) => `${evidence} → ${remedy}`).join('\n') };
};
