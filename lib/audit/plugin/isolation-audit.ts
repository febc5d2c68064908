import { Stage, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import { verdictOf } from '..';
import { environmentsSchema } from '../command/schemas';
import { UnusableInput, type AuditInput, type EnvironmentsFile } from '../model';
import { tool } from '../report/tool';
import { failure, violation } from './violation';

export interface IsolationAuditProps {
  /** @default - one environment per account of the app's stages */
  readonly environments?: EnvironmentsFile;
  /** @default - the environments' own */
  readonly profiles?: AuditInput['profiles'];
}

/**
 * Stops `cdk synth` and `cdk deploy` on a leak and on anything undecided: `Validations.of(app).addPlugins(new IsolationAudit())`.
 * It reads the whole assembly itself, because nested stacks and assets are not among the templates that CDK passes.
 */
export class IsolationAudit implements IPolicyValidationPlugin {
  readonly name = 'bulkhead-isolation';
  readonly version = tool.version;

  constructor(private readonly props: IsolationAuditProps = {}) {}

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    try {
      const path = assemblyOf(context);
      const result = verdictOf({ sources: [{ kind: 'assembly', path }], root: path, environments: checked(this.props.environments), profiles: this.props.profiles });
      const violations = result.findings.filter(({ status }) => status === 'open').map(finding => violation(finding, path));
      if (violations.length > 0 || result.verdict === 'PROVEN') {
        return { success: violations.length === 0, violations, metadata: { verdict: result.verdict } };
      }
      return { success: false, violations: [failure(`the verdict is ${result.verdict} without a finding`, context)] };
    } catch (error) {
      // an exception would be reported without a resource; as a finding it stops the synthesis like any other.
      return { success: false, violations: [failure(error instanceof Error ? error.message : String(error), context)] };
    }
  }
}

const assemblyOf = ({ appConstruct }: IPolicyValidationContext): string => {
  if (!Stage.isStage(appConstruct)) throw new Error('the audit belongs to the app: Validations.of(app).addPlugins(…)');
  return appConstruct.outdir;
};

const checked = (environments: EnvironmentsFile = {}): EnvironmentsFile => {
  const { success, data, error } = environmentsSchema.safeParse(environments);
  if (success) return data;
  throw new UnusableInput(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '), 'environments of the isolation audit');
};
