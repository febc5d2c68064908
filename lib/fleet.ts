import { App, Validations } from 'aws-cdk-lib';
import { IsolationAudit } from './audit/plugin';
import { constructId, contextOf, validateFleet, type ValidFleet } from './environment';
import { EnvironmentStage } from './environment/environment-stage';
import { auditSubject } from './fleet-audit';
import { auditStacks, BudgetsStack, OrganizationStack, type AnalyzerStack, type AuditAccountStack, type TrailStack } from './organization';

/** Feature flags and switches that every synthesis shares, on a laptop, in CI and in tests. */
const flags = {
  // weak references become Fn::GetStackOutput, which crosses accounts without a word.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': true,
  // without it the policy of an encrypted queue lets EventBridge in on behalf of any account.
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
  // traces would write this machine's paths into the assembly, and cost a tenth of the synthesis.
  'aws:cdk:disable-stack-trace': true,
};

export interface NewAppOptions {
  /** @default - the CLI's, or `cdk.out` */
  readonly outdir?: string;
  /**
   * Whether templates check the bootstrap's version, as they should on AWS.
   * @default true
   */
  readonly bootstrapVersionRule?: boolean;
  /**
   * Whether synthesis runs CDK's validation of single templates. It costs five times the synthesis, so it runs as a
   * test of its own.
   * @default false
   */
  readonly validation?: boolean;
}

export const newApp = ({ outdir, bootstrapVersionRule = true, validation = false }: NewAppOptions = {}): App => new App({
  outdir,
  analyticsReporting: false,
  builtinCloudFormationValidation: validation,
  postCliContext: { ...flags, 'bulkhead:bootstrapVersionRule': bootstrapVersionRule },
});

export interface Fleet {
  readonly organization: OrganizationStack;
  /** What each account may cost. */
  readonly budgets: BudgetsStack;
  /** Absent until the audit account's id is known. */
  readonly audit: AuditAccountStack | undefined;
  /** Absent until the audit account's id is known: it writes there. */
  readonly trail: TrailStack | undefined;
  /** One for each further region of the environments. */
  readonly analyzers: readonly AnalyzerStack[];
  readonly stages: readonly EnvironmentStage[];
  /** What the engineer should know, a sentence each: warnings, skipped environments, values that are still pending. */
  readonly notices: readonly string[];
}

export interface BuildFleetOptions {
  /**
   * Adds the team's own stacks to an environment.
   * @default - none
   */
  readonly extend?: (stage: EnvironmentStage) => void;
}

/** The stacks alone, which `buildFleet` has audited; by itself it serves tests that plant leaks. */
export const stageFleet = (app: App, { fleet, flows, warnings, open }: ValidFleet, { extend }: BuildFleetOptions = {}): Fleet => {
  const organization = new OrganizationStack(app, 'Organization', { fleet });
  const budgets = new BudgetsStack(app, 'Budgets', { fleet });
  const record = auditStacks(app, fleet);
  const skipped: string[] = [];
  const stages = fleet.environments.flatMap((config) => {
    const environment = contextOf(config, flows);
    if (environment) {
      const stage = new EnvironmentStage(app, constructId(config.name), { environment });
      extend?.(stage);
      return [stage];
    }
    skipped.push(`'${config.name}' is skipped: its account is not known yet; \`bulkhead org prepare\` prints its id, which then stands in bin/environments.ts`);
    return [];
  });
  return {
    organization,
    budgets,
    audit: record?.audit,
    trail: record?.trail,
    analyzers: record?.analyzers ?? [],
    stages,
    notices: [...warnings.map(text => `warning: ${text}`), ...skipped, ...open.map(text => `pending: ${text}`)],
  };
};

/**
 * Builds the organization and one stage per environment whose account is known, and has the audit read what they become:
 * synthesis stops on a leak, and on anything that the audit cannot decide.
 *
 * @throws InvalidFleet with every problem of the configuration
 */
export const buildFleet = (app: App, fleetInput: unknown, flowsInput: unknown, options?: BuildFleetOptions): Fleet => {
  const valid = validateFleet(fleetInput, flowsInput);
  Validations.of(app).addPlugins(new IsolationAudit({ environments: auditSubject(valid.fleet, valid.flows) }));
  return stageFleet(app, valid, options);
};
