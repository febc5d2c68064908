import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { FleetConfig } from '../../environment';
import type { Access } from '../../operator/access';
import { callFailed, nameOf, unusable } from '../../operator/command-error';
import { SecretStore } from '../../operator/secret-store';
import { nameOfSecret, secretTarget } from '../../operator/target';

/** The dashboard credentials of one binding as `secrets put` has stored them; the operator's role alone reads them. */
export const readStoredToken = async (fleet: FleetConfig, environment: string, binding: string, access: Access): Promise<string> => {
  const target = secretTarget(fleet, environment, binding, 'dashboard');
  const operator = await access.operator(target);
  const { arn } = await SecretStore.open(operator, target);
  try {
    const { SecretString: text } = await operator.secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
    if (text) return text;
  } catch (error) {
    throw callFailed(error, `the ${nameOfSecret(target)} cannot be read`) ?? unusable(`the ${nameOfSecret(target)} cannot be read (${nameOf(error)}); store it with \`secrets put\`, or give it with --ask`, { cause: error });
  }
  throw unusable(`the ${nameOfSecret(target)} is empty; store it with \`secrets put\`, or give it with --ask`);
};
