import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { person, shortSession } from './people';
import { placesStatement, publish, type Releases } from './releases';
import { SigningKey } from './signing-key';
import { deliveryRoles } from '../names';
import { connectivityFunctionName } from '../../../lambda/connectivity/contract';
import { releaseKeys } from '../../../lambda/gate/contract';
import type { EnvironmentContext } from '../../environment/context';
import { wayOutStatement } from '../../network/way-out-statement';

export interface SigningProps {
  readonly environment: EnvironmentContext;
  readonly releases: Releases;
}

const [evidence, signOff] = [releaseKeys.evidence('*'), releaseKeys.signOff('*')];

/**
 * How an environment vouches for what it has run: its continuous integration signs evidence, and a person signs it off.
 *
 * Two keys, each of one role: whoever edits a workflow has the first and never the second. Every environment has both, the last one
 * too, so that the last two are of one shape and another may follow.
 */
export class Signing extends Construct {
  readonly approver: Role;
  private readonly evidenceKey: SigningKey;
  private readonly releases: Releases;

  constructor(scope: Construct, id: string, { environment, releases }: SigningProps) {
    super(scope, id);
    const { name, people } = environment.config;
    this.releases = releases;
    this.evidenceKey = new SigningKey(this, 'EvidenceKey', { states: `${name} has accepted an assembly`, signer: deliveryRoles.ci });
    const signOffKey = new SigningKey(this, 'SignOffKey', { states: `a person has signed off what ${name} accepted`, signer: deliveryRoles.approver });
    this.approver = new Role(this, 'Approver', {
      roleName: deliveryRoles.approver,
      description: `signs releases of ${name} off by name`,
      assumedBy: person(environment, people?.approvers),
      maxSessionDuration: shortSession,
    });
    const stack = Stack.of(this);
    for (const statement of [
      ...signOffKey.signStatements(), this.evidenceKey.verifyStatement(),
      ...releases.readStatements(evidence, signOff), ...releases.writeStatements(signOff), placesStatement(stack),
    ]) this.approver.addToPolicy(statement);
    publish(this, 'evidenceKey', this.evidenceKey.keyArn, 'key that signs evidence');
    publish(this, 'signOffKey', signOffKey.keyArn, 'key that signs sign-offs');
    for (const [output, key] of [['EvidenceKeyArn', this.evidenceKey], ['SignOffKeyArn', signOffKey]] as const) {
      new CfnOutput(this, output, { value: key.keyArn, description: `\`bulkhead evidence keys ${name}\` prints its public half for the next environment` });
    }
  }

  /** Lets the continuous integration sign evidence, keep it, fetch what was signed off, and have the ways looked at that it states. */
  grantEvidence(ci: IRole): void {
    for (const statement of [
      ...this.evidenceKey.signStatements(),
      ...this.releases.readStatements(evidence, signOff), ...this.releases.writeStatements(evidence), placesStatement(Stack.of(this)),
      ...this.lookStatements(),
    ]) ci.addToPrincipalPolicy(statement);
  }

  private lookStatements(): PolicyStatement[] {
    // by its name: the function stands in a stack that may come later.
    const examiner = Stack.of(this).formatArn({ service: 'lambda', resource: 'function', resourceName: connectivityFunctionName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return [
      new PolicyStatement({ sid: 'LookAtRoutes', actions: ['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], resources: [examiner] }),
      wayOutStatement(),
    ];
  }
}
