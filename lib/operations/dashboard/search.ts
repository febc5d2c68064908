import { MathExpression, SearchExpression, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { period } from '../alarm-spec';
import { assertEmitted } from '../emitted';
import { metrics } from '../../../lambda/webhook/contract';

export interface Search {
  readonly metric: string;
  /** Values that a dimension has to have; several are alternatives, and any does where `undefined` stands. */
  readonly by: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What a line is called; `${PROP('Dim.…')}` stands for its value of a dimension. */
  readonly label: string;
  /** @default 'Sum' */
  readonly statistic?: string;
}

const quoted = (value: string): string => `"${value}"`;

const termOf = ([name, value]: [string, string | readonly string[]]): string =>
  `${name}=${typeof value === 'string' ? quoted(value) : `(${value.map(quoted).join(' OR ')})`}`;

const expressionOf = ({ metric, by, statistic = Stats.SUM }: Search): string => {
  assertEmitted(metrics.namespace, metric, Object.keys(by));
  const terms = Object.entries(by).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined).map(termOf);
  const schema = [metrics.namespace, ...Object.keys(by)].join(',');
  return `SEARCH('{${schema}} ${[`MetricName=${quoted(metric)}`, ...terms].join(' ')}', '${statistic}', ${period.toSeconds()})`;
};

/**
 * A line for each set of values that was written within the last two weeks, so that a graph needs no list of words or versions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export const each = (search: Search): IMetric => new SearchExpression({ expression: expressionOf(search), label: search.label, period });

/** One line for all of them together. */
export const together = (search: Search): IMetric => new MathExpression({ expression: `SUM(${expressionOf(search)})`, usingMetrics: {}, label: search.label, period });
