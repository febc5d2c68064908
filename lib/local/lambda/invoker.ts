import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ClientSettings } from '../clients';
import type { LambdaHost } from './host';

/** What Lambda's API answers to somebody who invokes a function. */
export interface Invoked {
  readonly Payload: Uint8Array;
  readonly FunctionError?: string;
}

/**
 * Invokes deployed functions as somebody: the embedded AWS decides by the caller's own policies whether that may be, and the host
 * runs what it would not.
 *
 * @throws AccessDeniedException
 */
export const invokeAs = (settings: ClientSettings, host: Pick<LambdaHost, 'invoke'>) => {
  const client = new LambdaClient({ ...settings, maxAttempts: 1 });
  return {
    send: async ({ input }: InvokeCommand): Promise<Invoked> => {
      const { FunctionName: functionArn = '', Payload: payload } = input;
      await client.send(new InvokeCommand({ FunctionName: functionArn, InvocationType: 'DryRun' }));
      const outcome = await host.invoke(functionArn, JSON.parse(new TextDecoder().decode(payload as Uint8Array)));
      return { Payload: Buffer.from(JSON.stringify(outcome.payload)), ...outcome.kind === 'failed' && { FunctionError: 'Unhandled' } };
    },
  };
};
