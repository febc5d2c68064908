// wires the client of the deployed function.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../webhook/aws';
import { type ping } from '../webhook/contract';
import { rotate } from './rotate';
import type { RotationEvent } from './rotate';

const client = new SecretsManagerClient(clientOptions);

export const handler = async (event: RotationEvent | typeof ping): Promise<void> => {
  // the schedule keeps the function's network interfaces.
  if ('bulkhead' in event) return;
  const own = process.env['BULKHEAD_ROTATED_SECRET'];
  if (!own) throw new Error('missing environment variables: BULKHEAD_ROTATED_SECRET');
  await rotate(event, client, own);
};
