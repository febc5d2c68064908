import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { assetsBucketName, type EnvironmentContext } from './context';
import { Tripwire } from './tripwire';

export interface EnvironmentStackProps {
  readonly environment: EnvironmentContext;
  /** One sentence that tells an auditor what the stack is for. */
  readonly description: string;
}

/** A stack of one environment: bound to its account and region, bootstrapped with its own qualifier, tagged, tripwired. */
export class EnvironmentStack extends Stack {
  /** Not `environment`: that is CDK's name for account and region. */
  readonly environmentContext: EnvironmentContext;

  constructor(scope: Construct, id: string, { environment, description }: EnvironmentStackProps) {
    const { config, account, region, qualifier } = environment;
    super(scope, id, {
      env: { account, region },
      description: `${config.name}: ${description}`,
      // one synthesizer per stack: a shared instance writes one environment's assets into another's manifest.
      synthesizer: new DefaultStackSynthesizer({
        qualifier,
        fileAssetsBucketName: assetsBucketName(environment),
        // nothing is looked up, and the bootstrap has no role for it.
        lookupRoleArn: '',
        useLookupRoleForStackOperations: false,
        generateBootstrapVersionRule: scope.node.tryGetContext('bulkhead:bootstrapVersionRule') !== false,
      }),
    });
    this.environmentContext = environment;
    new Tripwire(this, 'Tripwire', { account, region, target: config.name });
    Tags.of(this).add('bulkhead:environment', config.name);
    Tags.of(this).add('bulkhead:data', config.data);
    Tags.of(this).add('owner', config.owner);
  }

  /** The configured zones: CDK's own list is a lookup, which runs the app twice and writes account ids into a file. */
  override get availabilityZones(): string[] {
    return [...this.environmentContext.config.network.availabilityZones];
  }
}
