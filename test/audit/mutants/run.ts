// plants every leak, one at a time, and says which the audit found.
import { backend } from '../../../bin/backend';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize } from '../../fixtures/synthesize';
import { mutants } from './corpus';
import { madeFrom } from './operators';
import { figuresOf, Judge } from './judge';
import { figuresOf as unseenFiguresOf, harmless, leaks } from '../unseen/judge';

const only = process.argv.slice(2).filter(word => !word.startsWith('-'));
const assembly = synthesize(fleet, flows, { extend: backend });
try {
  const judge = new Judge(assembly.outdir);
  const judged = [...mutants, ...madeFrom(assembly.outdir)]
    .filter(({ id }) => only.length === 0 || only.some(word => id.includes(word)))
    .map(mutant => judge.judge(mutant));
  judge.lab.remove();
  const missed = judged.filter(({ caught }) => !caught);
  for (const { mutant, instead } of missed) {
    console.log(
      `missed: ${mutant.id}\n  ${mutant.what}\n  expected ${mutant.verdict} ${mutant.expected.join(' or ')} of ${mutant.environments.join(' and ')}${instead.map(text => `\n  found ${text}`).join('') || '\n  found nothing'}`,
    );
  }
  console.log('| group | mutants | caught | recall |\n|---|---|---|---|');
  const figures = figuresOf(judged);
  const total = { group: 'all', mutants: judged.length, caught: judged.length - missed.length };
  for (const { group, mutants: count, caught } of [...figures, total])
    console.log(`| ${group} | ${count} | ${caught} | ${((caught / count) * 100).toFixed(1)} % |`);
  if (only.length === 0) {
    console.log('\n| written without a look at the audit | cases | answered rightly |\n|---|---|---|');
    for (const { set, cases, right, wrong } of [...leaks, ...harmless].map(unseenFiguresOf))
      console.log(`| ${set} | ${cases} | ${right}${wrong.length > 0 ? ` (not: ${wrong.join('; ')})` : ''} |`);
  }
  process.exitCode = missed.length > 0 || judged.length === 0 ? 1 : 0;
} finally {
  assembly.remove();
}
