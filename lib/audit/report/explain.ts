import { UnusableInput, type AuditResult, type Finding } from '../model';
import { chainText } from './chain-text';
import { ordered } from './order';
import { visible } from './visible';
import { pairNamed } from './access-pairs';
import { answerOf, parties, statusTitles, stoppedWords } from './words';

/** The finding that an id, or the beginning of only one id, names. */
export const findingNamed = (result: AuditResult, wanted: string): Finding => {
  const list = ordered(result);
  const exact = list.find(({ id }) => id === wanted);
  const starting = list.filter(({ id }) => id.startsWith(wanted));
  const found = exact ?? (starting.length === 1 ? starting[0] : undefined);
  if (found) return found;
  const some = (starting.length > 0 ? starting : list).slice(0, 5).map(({ id }) => visible(id)).join(', ');
  const problem = starting.length > 0 ? `is the beginning of ${starting.length} findings` : 'is no finding of this input';
  throw new UnusableInput(`${problem}${some ? `; there is ${some}` : ': it has none'}`, visible(wanted), '--explain');
};

/** One principal and one resource: the decision, and the chain that allows or denies it. */
const explainPair = (result: AuditResult, wanted: string): string => {
  const { principal, resource, decision, reason, way } = pairNamed(result, wanted);
  return [
    `${way?.assumes.length ? 'denied by assumption' : decision}  ${visible(`${principal.environment}:${principal.name}`)} → ${visible(`${resource.environment}:${resource.name}`)} (${visible(resource.type)})`,
    visible(reason),
    ...way && way.principals.length > 1 ? [`the same holds for ${way.principals.length - 1} more whose policies say the same`] : [],
    '',
    ...way ? [chainText(way), ''] : [`policies of the resource that were read: ${resource.policies}`],
    ...way?.findings.map(id => `finding: ${visible(id)}`) ?? [],
    '',
  ].join('\n');
};

/** Everything about one finding, or about one `PRINCIPAL > RESOURCE`: its chain with every place, why it counts or not, the remedy, the controls. */
export const explain = (result: AuditResult, wanted: string): string => {
  if (/\s>\s/.test(wanted)) return explainPair(result, wanted);
  const finding = findingNamed(result, wanted);
  const { id, verdict, status, message, remedy } = finding;
  const invariant = result.invariants.find(candidate => candidate.id === finding.invariant);
  const why = answerOf(finding);
  const stopped = stoppedWords(finding);
  return [
    `${verdict} (${statusTitles[status]})  ${visible(parties(finding))}`,
    visible(message),
    visible(id),
    ...stopped === undefined ? [] : [visible(stopped)],
    '',
    chainText(finding),
    '',
    ...invariant ? [`what should hold: ${visible(invariant.title)}`] : [],
    `remedy: ${visible(remedy)}`,
    ...why === undefined ? [] : [`${statusTitles[status]}: ${visible(why)}`],
    ...invariant ? [`evidence for: ${visible(invariant.controls.join('; '))}`] : [],
    '',
  ].join('\n');
};
