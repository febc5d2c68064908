type Entry = Readonly<Record<string, unknown>>;

/** The structured entries of a function's log; a function may write lines that only look like JSON. */
const entries = (lines: readonly string[]): Entry[] => lines.flatMap(line => {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
});

/** How often a receiver has counted a situation of a binding, read where CloudWatch reads its metrics. */
export const countSituations = (lines: readonly string[], binding: string, situation: string): number =>
  entries(lines).filter(entry => entry['Binding'] === binding && entry['Situation'] === situation).length;

/** Sum of a metric over a log. */
export const sumMetric = (lines: readonly string[], metric: string): number =>
  entries(lines).reduce((sum, entry) => sum + (typeof entry[metric] === 'number' ? entry[metric] : 0), 0);
