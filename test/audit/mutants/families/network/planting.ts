// how leaks of networks are written into templates.
import type { Entry, Planting } from '../../family';

export const id = (prefix: string) => `${prefix}-0a1b2c3d4e5f60718`;

export const block = ({ octet }: Planting['own']) => `10.${octet}.0.0/20`;

export const add =
  (type: string, properties: (planting: Planting) => Record<string, unknown>): Entry['plant'] =>
  planting =>
    planting.lab.add(planting.own, 'Planted', type, properties(planting));

export const both =
  (type: string, properties: (side: Planting['own']) => Record<string, unknown>): Entry['plant'] =>
  ({ lab, own, other }) => {
    for (const side of [own, other]) lab.add(side, 'Planted', type, properties(side));
  };

export const vpc = (cidr: unknown): Entry['plant'] => add('AWS::EC2::VPC', () => ({ CidrBlock: cidr }));
