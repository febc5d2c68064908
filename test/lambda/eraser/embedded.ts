import { resolve } from 'node:path';
import { clientsOf, type Clients } from './support';
import { startEmbeddedAws, type EmbeddedAws } from '../../../lib/local/aws';

/** Clients of an embedded AWS that runs while the tests of a file do. */
export const embeddedClients = (): Clients => {
  let aws: EmbeddedAws;
  let clients: Clients;
  beforeAll(async () => {
    aws = await startEmbeddedAws({ root: resolve(__dirname, '../../..') });
    clients = clientsOf(aws.endpoint);
  }, 120_000);
  afterAll(async () => {
    clients.dynamodb.destroy();
    clients.s3.destroy();
    await aws.stop();
  });
  return {
    get dynamodb() { return clients.dynamodb; },
    get s3() { return clients.s3; },
  };
};
