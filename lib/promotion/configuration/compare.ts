import { canonicalConfiguration, canonicalText } from './digest';
import { judge, risks, type Change, type Judgement } from './risk';
import type { FlowConfiguration, FlowSetting } from '../../environment';

/** One place in which the target is not what the source is. */
export interface Difference extends Change, Judgement {
  /** Such as `ruleSet.minimumAge`; `flow` where the target has none at all. */
  readonly path: string;
}

const flat = ({ product, ruleSet, documents, settings }: FlowConfiguration): ReadonlyMap<string, FlowSetting> => new Map<string, FlowSetting>([
  ['product', product],
  ['documents', documents],
  ...Object.entries(ruleSet).map(([name, value]) => [`ruleSet.${name}`, value] as const),
  ...Object.entries(settings).map(([name, value]) => [`settings.${name}`, value] as const),
]);

/** The riskiest first, then by place: one order for every list of differences. */
export const byRisk = (one: Pick<Difference, 'risk' | 'path'>, other: Pick<Difference, 'risk' | 'path'>): number =>
  risks.indexOf(one.risk) - risks.indexOf(other.risk) || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0);

/** What would change in the target if it became what the source is; nothing if both demand and disclose the same. */
export const compare = (target: FlowConfiguration | undefined, source: FlowConfiguration): Difference[] => {
  if (!target) return [{ path: 'flow', becomes: source.name, risk: 'medium', why: 'a flow that the target does not have' }];
  const [before, after] = [flat(canonicalConfiguration(target)), flat(canonicalConfiguration(source))];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(path => {
    const [is, becomes] = [before.get(path), after.get(path)];
    if (is !== undefined && becomes !== undefined && canonicalText(is) === canonicalText(becomes)) return [];
    return [{ path, ...is !== undefined && { is }, ...becomes !== undefined && { becomes }, ...judge(path, { is, becomes }) }];
  }).sort(byRisk);
};
