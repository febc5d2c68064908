import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Duration } from 'aws-cdk-lib';
import { Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConnectivityVariables } from '../../lambda/connectivity/contract';
import type { CreditsVariables } from '../../lambda/credits/contract';
import type { EraserVariables } from '../../lambda/eraser/contract';
import type { RotationVariables } from '../../lambda/rotation/contract';
import type { SessionsVariables } from '../../lambda/sessions/contract';
import type { WebhookVariables } from '../../lambda/webhook/contract';
import type { NetworkStack } from '../network';

export interface BundledFunctionProps {
  /** Folder below `lambda/`; the bundler has put its bundle into `dist/lambda`. */
  readonly handler: 'connectivity' | 'credits' | 'dispatcher' | 'eraser' | 'probe' | 'reconciler' | 'replay' | 'rotation' | 'sessions' | 'sweeper' | 'webhook';
  readonly description: string;
  readonly network: NetworkStack;
  readonly role: IRole;
  /** Everything the function may do beyond its network interfaces and its own log. */
  readonly statements: readonly PolicyStatement[];
  readonly variables: Partial<WebhookVariables & RotationVariables & SessionsVariables & CreditsVariables & ConnectivityVariables & EraserVariables>;
  readonly timeout: Duration;
  /** MiB; processor time grows with it. */
  readonly memory: number;
  /**
   * Whether the function calls the providers, from the environment's static addresses.
   * @default false
   */
  readonly callsProviders?: boolean;
  /**
   * Equal in every account, where a role that is made before the function may call it.
   * @default - CloudFormation's
   */
  readonly functionName?: string;
}

/** The nearest folder above that holds the bundles, whether this file runs bundled or from its source. */
export const bundle = (handler: string): string => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'dist', 'lambda', handler);
    if (existsSync(join(candidate, 'index.js'))) return candidate;
  }
  throw new Error(`the bundle of '${handler}' is missing; run the app through \`node bin/run.mjs app\`, which builds it`);
};

/** A function without a secret in its environment and with a log group of its own; it talks to AWS only, unless it is one that calls the providers. */
export class BundledFunction extends Construct {
  readonly function: Function;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { network, role, callsProviders = false } = props;
    const logGroup = network.logGroup(this, 'Log');
    const policy = new Policy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroup.logGroupArn}`] }),
        ...props.statements,
      ],
    });
    this.function = new Function(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      code: Code.fromAsset(bundle(props.handler)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory,
      timeout: props.timeout,
      // a later stack's statement would end up in the role's own stack.
      role: 'withoutPolicyUpdates' in role ? (role as { withoutPolicyUpdates(): IRole }).withoutPolicyUpdates() : role,
      vpc: network.vpc,
      vpcSubnets: { subnets: callsProviders ? network.egressSubnets : network.isolatedSubnets },
      securityGroups: [callsProviders ? network.providerSecurityGroup : network.internalSecurityGroup],
      logGroup,
      environment: {
        ...Object.fromEntries(Object.entries(props.variables)),
        // account-bound endpoints have names that the DNS firewall does not know.
        AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled',
      },
    });
    this.function.node.addDependency(policy);
  }
}
