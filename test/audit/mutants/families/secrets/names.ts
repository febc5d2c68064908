// secrets that are another environment's by their identity.
import { family } from '../../family';
import { region } from '../../sides';
import type { Mutant } from '../../types';

const arn = (account: string) => `arn:aws:secretsmanager:${region}:${account}:secret:provider/api-key-AbCdEf`;

export const names: Mutant[] = family('secrets', 'identity', { expected: ['secrets.identity', 'accounts.foreign', 'references.parameter'] }, [
  {
    what: 'the ARN of a secret in a variable',
    expected: ['secrets.identity', 'accounts.foreign', 'data.flow'],
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::Lambda::Function', { Environment: { Variables: { SECRET_ARN: arn(other.account) } } }),
  },
  {
    what: 'a secret read by its ARN at deployment',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::RDS::DBInstance', {
        MasterUserPassword: `{{resolve:secretsmanager:${arn(other.account)}:SecretString:password}}`,
      }),
  },
  {
    what: 'a parameter read by its ARN at deployment',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::SQS::Queue', { QueueName: `{{resolve:ssm:arn:aws:ssm:${region}:${other.account}:parameter/x}}` }),
  },
  {
    what: 'a secret that is attached',
    plant: ({ lab, own, other }) =>
      lab.add(own, 'Planted', 'AWS::SecretsManager::SecretTargetAttachment', {
        SecretId: arn(other.account),
        TargetId: 'x',
        TargetType: 'AWS::RDS::DBInstance',
      }),
  },
  {
    what: 'one explicit name',
    expected: ['secrets.names'],
    hygiene: true,
    plant: ({ lab, own, other }) => {
      for (const side of [own, other]) lab.add(side, 'Planted', 'AWS::SecretsManager::Secret', { Name: 'provider/api-key' });
    },
  },
]);
