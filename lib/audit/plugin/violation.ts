import { isAbsolute, join } from 'node:path';
import type { IPolicyValidationContext, PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import type { Finding, Step } from '../model';
import { parties } from '../report/words';
import { visible } from '../report/visible';

// anything below can be acknowledged away with one call.
const severity = 'fatal';

/**
 * Belongs to no construct. The toolkit drops violations of constructs that are not among the selected stacks, and without
 * a selection it selects no stack of a stage: only a place outside of every construct stops every command.
 */
const everywhere = (name: string, templatePath: string): PolicyViolatingResource => ({ resourceLogicalId: name, templatePath, locations: [] });

const pathOf = ({ file }: Step, assembly: string): string => (isAbsolute(file) ? file : join(assembly, file));

const placeOf = (step: Step, assembly: string): PolicyViolatingResource[] => (step.logicalId === undefined ? [] : [{
  resourceLogicalId: step.logicalId,
  templatePath: pathOf(step, assembly),
  locations: step.propertyPath === undefined ? [] : [step.propertyPath],
}]);

const unique = (places: readonly PolicyViolatingResource[]): PolicyViolatingResource[] =>
  [...new Map(places.map(place => [`${place.templatePath}\0${place.resourceLogicalId}\0${place.locations.join()}`, place])).values()];

/** One violation for each finding, over every template that its chain passes through. */
export const violation = (finding: Finding, assembly: string): PolicyViolation => {
  const { id, invariant, verdict, message, remedy, chain } = finding;
  const [first] = chain;
  return {
    ruleName: invariant,
    description: visible(`${verdict} ${parties(finding)}: ${message}`),
    fix: visible(remedy),
    severity,
    ruleMetadata: { finding: visible(id), verdict },
    violatingResources: [
      // neither a slash nor a blank can be part of a logical id, so CDK finds no construct for these.
      everywhere(first?.logicalId === undefined ? 'in no resource' : `${first.stack ?? ''}/${first.logicalId}`, first ? pathOf(first, assembly) : join(assembly, 'manifest.json')),
      ...unique(chain.flatMap(step => placeOf(step, assembly))),
    ],
  };
};

/** The audit could not decide anything: that stops the synthesis too. */
export const failure = (problem: string, { stackTemplates: [first] }: IPolicyValidationContext): PolicyViolation => ({
  ruleName: 'audit.unusable',
  description: visible(`no verdict: ${problem}`),
  fix: 'repair what the audit names, then synthesize again',
  severity,
  violatingResources: [everywhere('in no resource', first?.templatePath ?? 'cdk.out')],
});
