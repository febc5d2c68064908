import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CiRole } from './ci/ci-role';
import { BreakGlass, DeliveryAlarms, PromotionGate, Releases, Signing } from './gate';
import { Verifier } from './verifier/verifier';
import type { EnvironmentContext } from '../environment/context';
import { EnvironmentStack } from '../environment/environment-stack';
import type { NetworkStack } from '../network';
import type { SecretsStack } from '../secrets';

export interface DeliveryStackProps {
  readonly environment: EnvironmentContext;
  readonly network: NetworkStack;
  readonly secrets: SecretsStack;
}

/** Who may deploy the environment: its continuous integration and, where releases are promoted into it, the gate. */
export class DeliveryStack extends EnvironmentStack {
  /** Absent where no repository is configured: a person deploys then. */
  readonly ci: CiRole | undefined;

  constructor(scope: Construct, id: string, { environment, network, secrets }: DeliveryStackProps) {
    super(scope, id, { environment, description: 'who may deploy: the role of the continuous integration and the promotion gate' });
    const { ci, promotedFrom, alarms: { email } } = environment.config;
    if (ci) {
      this.ci = new CiRole(this, 'Ci', { environment, ci });
      new CfnOutput(this, 'CiRoleArn', { value: this.ci.role.roleArn, description: 'role that the workflows of the environment assume' });
    }
    const releases = new Releases(this, 'Releases', { key: secrets.keys.s3 });
    const signing = new Signing(this, 'Signing', { environment, releases });
    if (this.ci) signing.grantEvidence(this.ci.role);
    const verifier = new Verifier(this, 'Verifier', { environment });
    this.ci?.role.addToPolicy(verifier.assumeStatement());
    if (promotedFrom === undefined) return;
    const alarms = new DeliveryAlarms(this, 'Alarms', { key: secrets.keys.sns, email });
    const gate = new PromotionGate(this, 'Gate', { environment, source: promotedFrom, network, secrets, releases, alarms });
    if (this.ci) gate.grantReleases(this.ci.role);
    new BreakGlass(this, 'BreakGlass', { environment, alarms });
  }
}
