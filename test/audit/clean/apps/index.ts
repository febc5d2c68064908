import type { App } from 'aws-cdk-lib';
import { containerService } from './container-service';
import { dataLake } from './data-lake';
import { eventPipeline } from './event-pipeline';
import { queueWorker } from './queue-worker';
import { staticSite } from './static-site';

/** Apps as teams write them, without a thought of the audit. */
export const apps: readonly (readonly [name: string, build: (app: App) => void])[] = [
  ['a queue worker', queueWorker],
  ['a static site', staticSite],
  ['a container service', containerService],
  ['a data lake', dataLake],
  ['an event pipeline', eventPipeline],
];
