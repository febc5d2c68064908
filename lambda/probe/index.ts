// wires the client of the deployed function.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../webhook/aws';
import { type ping } from '../webhook/contract';
import { writeToStdout } from '../webhook/log';
import { readCredentials, readVariables } from '../webhook/settings';
import type { ProbeRequest, ProbeVerdict } from './contract';
import { probe } from './probe';

const secretsManager = new SecretsManagerClient(clientOptions);

export const handler = async (event: ProbeRequest | typeof ping): Promise<ProbeVerdict | undefined> => {
  // the schedule keeps the function's network interfaces.
  if ('bulkhead' in event) return undefined;
  const variables = readVariables(process.env, ['BULKHEAD_ENVIRONMENT', 'BULKHEAD_CREDENTIALS']);
  return probe(event, {
    secretsManager,
    environment: variables.BULKHEAD_ENVIRONMENT,
    credentials: readCredentials(variables.BULKHEAD_CREDENTIALS),
    now: Date.now,
    write: writeToStdout,
  });
};
