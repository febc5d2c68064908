import type { Finding, Step } from '../model';
import { visible } from './visible';
import { answerOf, contentOf, nameOf, parties, stoppedWords } from './words';

/** A relative reference that no reader takes for an absolute one. */
export const uri = (path: string): string => path.split('/').map(part => encodeURIComponent(visible(part))).join('/');

const location = (step: Step, message?: string) => ({
  physicalLocation: {
    artifactLocation: { uri: uri(step.file), uriBaseId: 'ROOT' },
    ...step.line === undefined ? {} : { region: { startLine: Math.max(1, step.line) } },
  },
  ...step.logicalId === undefined ? {} : { logicalLocations: [{
    name: visible(step.logicalId), fullyQualifiedName: visible([nameOf(step), step.propertyPath].filter(part => part !== undefined).join('.')), kind: 'resource',
  }] },
  ...message === undefined ? {} : { message: { text: visible(message) } },
});

const noteOf = (step: Step): string => [step.note, contentOf(step)].filter(part => part !== undefined).join(': ');

const levels = { open: { VIOLATED: 'error', UNKNOWN: 'warning' }, declared: { VIOLATED: 'note', UNKNOWN: 'note' },
  suppressed: { VIOLATED: 'error', UNKNOWN: 'warning' }, informational: { VIOLATED: 'note', UNKNOWN: 'note' } } as const;

/** The first place carries the result; the others are related places and the flow through them. */
export const sarifResult = (finding: Finding, ruleIndex: number | undefined, baselineState?: string) => {
  const { id, invariant, verdict, status, message, remedy, chain, environments, stoppedBy } = finding;
  const stopped = stoppedWords(finding);
  const [first, ...others] = chain;
  const why = answerOf(finding);
  return {
    ruleId: invariant,
    ...ruleIndex === undefined ? {} : { ruleIndex },
    level: levels[status][verdict],
    message: { text: visible(`${parties(finding)}: ${message}.${stopped === undefined ? '' : ` ${stopped}.`} Remedy: ${remedy}`) },
    locations: first ? [location(first)] : [],
    ...others.length === 0 ? {} : { relatedLocations: others.map((step, index) => ({ id: index + 1, ...location(step, step.note) })) },
    ...chain.length < 2 ? {} : { codeFlows: [{ threadFlows: [{ locations: chain.map((step, index) => ({
      executionOrder: index + 1, importance: 'essential', location: location(step, noteOf(step)),
    })) }] }] },
    partialFingerprints: { 'bulkheadFinding/v1': id },
    ...why === undefined ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: visible(why) }] },
    ...baselineState === undefined ? {} : { baselineState },
    properties: { verdict, status, environments, ...stoppedBy === undefined ? {} : { stoppedBy } },
  };
};
