// how the second look's leaks are written into templates.
import type { Entry, Planting } from '../../family';
import { region } from '../../sides';

export const add =
  (type: string, properties: (planting: Planting) => Record<string, unknown>, more: Record<string, unknown> = {}): Entry['plant'] =>
  planting =>
    planting.lab.add(planting.own, 'Planted', type, properties(planting), more);

export const arn =
  (service: string, resource: string) =>
  ({ other: { account } }: Planting) =>
    `arn:aws:${service}:${region}:${account}:${resource}`;

export const mode = ({ lab, own }: Planting) => {
  lab.section(own, 'Parameters').Mode = { Type: 'String' };
  lab.section(own, 'Conditions').IsB = { 'Fn::Equals': [{ Ref: 'Mode' }, 'b'] };
};

export const both =
  (type: string, properties: (side: Planting['own']) => Record<string, unknown>): Entry['plant'] =>
  ({ lab, own, other }) => {
    for (const side of [own, other]) lab.add(side, 'Planted', type, properties(side));
  };
