import type { Resource } from './rendered';

/** A metric as something names it; `where` says what. */
export interface Named {
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  /** Values by dimension; several are alternatives, and any does where none is given. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
}

/** A formula, and the names that it may use. */
export interface Formula {
  readonly where: string;
  readonly text: string;
  readonly ids: readonly string[];
}

export interface Found {
  readonly metrics: readonly Named[];
  readonly formulas: readonly Formula[];
}

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[]; readonly alarms?: readonly string[]; readonly markdown?: string };
}

export const widgetsOf = ({ properties }: Resource): readonly Widget[] => (JSON.parse(properties['DashboardBody'] as string) as { widgets: Widget[] }).widgets;

const join = (parts: readonly Found[]): Found => ({ metrics: parts.flatMap(({ metrics }) => metrics), formulas: parts.flatMap(({ formulas }) => formulas) });

interface Options {
  readonly expression?: string;
  readonly id?: string;
}

/** One line of a widget: namespace, name, dimensions and values one after the other, options last; or a formula alone. */
const lineOf = (line: readonly unknown[], where: string, ids: readonly string[]): Found => {
  const options = (typeof line.at(-1) === 'object' ? line.at(-1) : {}) as Options;
  if (options.expression !== undefined) return { metrics: [], formulas: [{ where, text: options.expression, ids }] };
  const [namespace, name, ...pairs] = line.filter(part => typeof part === 'string');
  const dimensions = Object.fromEntries(pairs.flatMap((dimension, index): [string, string[]][] => (index % 2 === 0 ? [[dimension, [pairs[index + 1]!]]] : [])));
  return { metrics: [{ where, namespace: namespace!, name: name!, dimensions }], formulas: [] };
};

export const inDashboard = (dashboard: Resource): Found => join(widgetsOf(dashboard).map(({ properties: { title = '', metrics = [] } }) => {
  const ids = metrics.flatMap(line => (line.at(-1) as Options | undefined)?.id ?? []);
  return join(metrics.map(line => lineOf(line, `${dashboard.id}: ${title}`, ids)));
}));

interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

const metricOf = ({ Namespace = '', MetricName = '', Dimensions = [] }: Metric, where: string): Named =>
  ({ where, namespace: Namespace, name: MetricName, dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, [Value]])) });

export const inAlarm = ({ id, properties }: Resource): Found => {
  const parts = properties['Metrics'] as readonly { Id: string; Expression?: string; MetricStat?: { Metric: Metric } }[] | undefined;
  if (parts === undefined) return { metrics: [metricOf(properties, id)], formulas: [] };
  return join(parts.map(({ Expression: text, MetricStat: stat }) => ({
    metrics: stat === undefined ? [] : [metricOf(stat.Metric, id)],
    formulas: text === undefined ? [] : [{ where: id, text, ids: parts.map(part => part.Id) }],
  })));
};

const search = /SEARCH\('\{([^}]+)\} ([^']*)', '([^']+)', (\d+)\)/g;

/** The metrics that a formula searches for. */
export const searchedIn = ({ where, text }: Formula): Named[] => [...text.matchAll(search)].map(([, schema, terms]) => {
  const [namespace = '', ...dimensions] = schema!.split(',');
  const values = new Map([...terms!.matchAll(/(\w+)=(?:"([^"]*)"|\(([^)]*)\))/g)].map(([, name, one, several]) =>
    [name!, one !== undefined ? [one] : several!.split(' OR ').map(value => value.slice(1, -1))]));
  const unknown = [...values.keys()].filter(name => name !== 'MetricName' && !dimensions.includes(name));
  return { where, namespace, name: values.get('MetricName')?.[0] ?? '', dimensions: Object.fromEntries([...dimensions, ...unknown].map(name => [name, values.get(name) ?? []])) };
});

/** Names that a formula uses without anything of that name being there. */
export const unknownIn = ({ text, ids }: Formula): string[] =>
  [...text.replaceAll(search, '').matchAll(/(?<![\w'"])[a-z]\w*/g)].map(([name]) => name).filter(name => !ids.includes(name));
