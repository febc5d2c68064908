import { UnusableInput, type AuditResult, type Finding } from '../model';
import { chainText } from './chain-text';
import { ordered } from './order';
import { visible } from './visible';
import { parties, statusTitles } from './words';

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

/** Everything about one finding: its chain with every place, why it counts or not, the remedy, the controls. */
export const explain = (result: AuditResult, wanted: string): string => {
  const finding = findingNamed(result, wanted);
  const { id, verdict, status, message, remedy, declared, suppressed } = finding;
  const invariant = result.invariants.find(candidate => candidate.id === finding.invariant);
  const why = declared ?? suppressed;
  return [
    `${verdict} (${statusTitles[status]})  ${visible(parties(finding))}`,
    visible(message),
    visible(id),
    '',
    chainText(finding),
    '',
    ...invariant ? [`what should hold: ${visible(invariant.title)}`] : [],
    `remedy: ${visible(remedy)}`,
    ...why ? [`${statusTitles[status]}: ${visible(why.reason)} (${visible(why.owner)}${suppressed ? `, until ${visible(suppressed.expires)}` : ''})`] : [],
    ...invariant ? [`evidence for: ${visible(invariant.controls.join('; '))}`] : [],
    '',
  ].join('\n');
};
