import type { TeardownPlan } from './plan';

const list = (lines: readonly string[]): string[] => (lines.length > 0 ? lines.map(line => `  ${line}`) : ['  nothing']);

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** A plan to be read and reviewed. */
export const planText = (plan: TeardownPlan): string => {
  const { environment, account, region, live, steps, stacks, protections, remains, outside, costs } = plan;
  const kept = new Map<string, number>();
  for (const { type, why } of remains) kept.set(`${type}, ${why}`, (kept.get(`${type}, ${why}`) ?? 0) + 1);
  return [
    `Teardown of ${environment} (${account}, ${region})${live ? ': LIVE, with data of real people' : ''}`,
    'A plan: this command deletes nothing, now or later.',
    '',
    'What goes, stack by stack',
    ...list(stacks.map(({ name, deletes }) => `${name}: ${total(deletes)} resources`)),
    '',
    'What stands in the way',
    ...list(protections.map(({ stack, id, what, stops }) => `${stack}${id ? ` ${id}` : ''}: ${what}, which stops ${stops}`)),
    '',
    'What remains',
    ...list([...kept].map(([what, count]) => `${count} × ${what}`)),
    ...list(outside),
    '',
    `What goes on costing: about ${costs.monthly.toFixed(2)} US dollars a month until step ${steps.findIndex(({ title }) => title.startsWith('Remove what was kept')) + 1} is done; storage comes on top`,
    ...list(costs.lines.map(({ count, what, monthly }) => `${count} × ${what}: ${monthly.toFixed(2)}`)),
    '',
    ...steps.flatMap(({ title, by, commands, undo }, index) => [`${index + 1}. ${title}`, `   by ${by}; to undo: ${undo}`, ...commands.map(command => `     ${command}`), '']),
  ].join('\n');
};
