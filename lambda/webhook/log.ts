import { metrics } from './contract';

/** Writes one line to where the function's log is collected. */
export type Write = (line: string) => void;

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit?: 'Count' | 'Seconds' | 'Milliseconds';
  /** Sets of fields that the metric is kept by. */
  readonly by: readonly (readonly string[])[];
}

/** What a log line may hold: words, ids and numbers, so that no object can carry a body or a secret into it. */
export type Fields = Readonly<Record<string, string | number | undefined>>;

/** Writes one line of JSON that is log entry and metrics at once (CloudWatch's embedded metric format). */
export const record = (write: Write, now: number, fields: Fields, measurements: readonly Measurement[]): void => {
  write(JSON.stringify({
    ...fields,
    ...Object.fromEntries(measurements.map(({ name, value }) => [name, value])),
    ...(measurements.length === 0 ? {} : {
      _aws: {
        Timestamp: now,
        CloudWatchMetrics: measurements.map(({ name, unit = 'Count', by }) => ({
          Namespace: metrics.namespace, Dimensions: by, Metrics: [{ Name: name, Unit: unit }],
        })),
      },
    }),
  }));
};

/** Kept for each binding, and for the environment as a whole. */
export const byBindingAndInAll = [['Environment', 'Binding'], ['Environment']] as const;

export const writeToStdout: Write = line => {
  process.stdout.write(`${line}\n`);
};
