import type { Proof } from './baseline';
import type { Draft } from './examine';
import { Rewriting } from './graft';
import { isPath, marksOf, newFindings, pathOf } from './paths';
import { ranks, type Drift } from './types';
import { judgementOf } from '../audit/audit';
import type { Finding } from '../audit';
import type { Loaded, LoadedStack } from '../audit/assembly/types';

const worse = (one: Drift['rank'], other: Drift['rank']): Drift['rank'] => (ranks.indexOf(one) <= ranks.indexOf(other) ? one : other);

const byRank = (a: Drift, b: Drift): number =>
  ranks.indexOf(a.rank) - ranks.indexOf(b.rank)
  || Number(b.paths?.some(({ verdict }) => verdict === 'VIOLATED') ?? false) - Number(a.paths?.some(({ verdict }) => verdict === 'VIOLATED') ?? false)
  || `${a.place?.stack}/${a.place?.logicalId}/${a.property}`.localeCompare(`${b.place?.stack}/${b.place?.logicalId}/${b.property}`);

/** A finding that goes through nothing that was rewritten, as one of several drifts together may bring. */
const together = (finding: Finding): Drift => ({
  rank: 'opens a path', type: 'several resources', id: finding.environments.join(', '), says: [finding.message], remedy: finding.remedy, paths: [pathOf(finding)],
});

/**
 * Ranks what differs: the audit is asked about the account as it is, and what it finds beyond the templates opens a path.
 *
 * @param loaded the templates, with the bootstrap's
 * @param like a stack of the environment, for what no template owns
 */
export const rank = (drafts: readonly Draft[], { input, judged, loaded: synthesized }: Proof, loaded: Loaded, like: LoadedStack): Drift[] => {
  const rewriting = new Rewriting(loaded, like);
  drafts.forEach(({ at, difference, introduces }, mark) => {
    if (at && difference) rewriting.apply(at.stack.name, at.logicalId, difference, mark);
    else if (introduces) rewriting.introduce(introduces, mark);
  });
  // the bootstrap is no part of the assembly, and what the audit says of it is nothing new.
  const before = () => (loaded === synthesized ? judged : judgementOf(loaded, input));
  const found = rewriting.marks.size === 0 ? [] : newFindings(before(), judgementOf(rewriting.result(), input));
  const marked = found.map(finding => ({ finding, marks: marksOf(finding, rewriting.marks) }));
  const ranked = drafts.map(({ drift }, mark): Drift => {
    const own = marked.filter(({ marks }) => marks.has(mark)).map(({ finding }) => finding);
    const paths = own.filter(isPath).sort((a, b) => Number(a.verdict === 'UNKNOWN') - Number(b.verdict === 'UNKNOWN')).map(pathOf);
    if (paths.length > 0) return { ...drift, rank: 'opens a path', paths };
    return own.length > 0 ? { ...drift, rank: worse(drift.rank, 'loosens') } : drift;
  });
  const told = ranked.filter(({ paths = [] }, mark) => !drafts[mark]?.isElsewhere || paths.some(({ verdict }) => verdict === 'VIOLATED'));
  return [...told, ...marked.filter(({ finding, marks }) => isPath(finding) && marks.size === 0).map(({ finding }) => together(finding))].sort(byRank);
};
