// how leaks of data are written into templates.
import type { Entry, Planting } from '../../family';
import { region } from '../../sides';

export const add =
  (type: string, properties: (planting: Planting) => Record<string, unknown>, more: Record<string, unknown> = {}): Entry['plant'] =>
  planting =>
    planting.lab.add(planting.own, 'Planted', type, properties(planting), more);

export const both =
  (type: string, properties: (planting: Planting, side: Planting['own']) => Record<string, unknown>): Entry['plant'] =>
  planting => {
    for (const side of [planting.own, planting.other]) planting.lab.add(side, 'Planted', type, properties(planting, side));
  };

export const arn =
  (service: string, resource: string) =>
  ({ other: { account } }: Planting) =>
    `arn:aws:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`;

export const [queue, fn, bus, stream, vault, table, key, topic] = [
  arn('sqs', 'jobs'),
  arn('lambda', 'function:x'),
  arn('events', 'event-bus/default'),
  arn('kinesis', 'stream/clicks'),
  arn('backup', 'backup-vault:copies'),
  arn('dynamodb', 'table/inbox'),
  arn('kms', 'key/6f1c2d3e-aaaa-4bbb-8ccc-0123456789ab'),
  arn('sns', 'events'),
];
