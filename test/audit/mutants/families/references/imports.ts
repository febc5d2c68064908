// exports of another environment.
import { family, type Entry } from '../../family';
import type { Mutant } from '../../types';

const exported =
  (name: unknown): Entry['plant'] =>
  ({ lab, own, other }) => {
    lab.section(other, 'Outputs').Shared = { Value: 'x', Export: { Name: 'shared-thing' } };
    lab.add(own, 'Planted', 'AWS::SQS::Queue', { QueueName: { 'Fn::ImportValue': name } });
  };

export const imports: Mutant[] = family('references', 'imports', { expected: ['references.import'] }, [
  { what: 'an export of the other environment', plant: exported('shared-thing') },
  { what: 'an export whose name is joined', plant: exported({ 'Fn::Join': ['-', ['shared', 'thing']] }) },
  { what: 'an export whose name is substituted', plant: exported({ 'Fn::Sub': ['${A}-thing', { A: 'shared' }] }) },
  {
    what: 'an export of nobody',
    names: 'own',
    verdict: 'UNKNOWN',
    plant: ({ lab, own }) => lab.add(own, 'Planted', 'AWS::SQS::Queue', { KmsMasterKeyId: { 'Fn::ImportValue': 'gone' } }),
  },
  {
    what: 'an export whose name is a parameter',
    names: 'own',
    verdict: 'UNKNOWN',
    plant: ({ lab, own }) => {
      lab.section(own, 'Parameters').P = { Type: 'String' };
      lab.add(own, 'Planted', 'AWS::SQS::Queue', { KmsMasterKeyId: { 'Fn::ImportValue': { Ref: 'P' } } });
    },
  },
  {
    what: 'an existing import of the other environment\'s',
    plant: ({ lab, own, other }) => {
      const theirs = JSON.stringify(lab.template(other).Resources).match(new RegExp(`${other.name}-Secrets:ExportsOutput\\w+`))![0];
      lab.first(own, 'Backend', 'AWS::SQS::Queue').Properties.KmsMasterKeyId = { 'Fn::ImportValue': theirs };
    },
  },
  {
    what: 'one name of an export in both',
    expected: ['references.export-names'],
    hygiene: true,
    plant: ({ lab, own, other }) => {
      for (const side of [own, other]) lab.section(side, 'Outputs').Shared = { Value: side.name, Export: { Name: 'service-url' } };
    },
  },
]);
