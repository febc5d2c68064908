import { LambdaClient, ListEventSourceMappingsCommand, type EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { ClientSettings } from '../clients';
import type { DeliverySettings } from './deliver';

/** A deployed event source mapping from a table's stream to a function. */
export interface StreamMapping extends DeliverySettings {
  readonly streamArn: string;
  readonly functionArn: string;
  readonly patterns: readonly string[];
}

const streamMapping = (mapping: EventSourceMappingConfiguration): StreamMapping[] => {
  const { EventSourceArn: streamArn, FunctionArn: functionArn, State: state } = mapping;
  if (!streamArn?.includes(':dynamodb:') || !functionArn || state === 'Disabled') return [];
  return [{
    streamArn,
    functionArn,
    batchSize: mapping.BatchSize ?? 100,
    retries: mapping.MaximumRetryAttempts ?? -1,
    reportsFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    patterns: (mapping.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
  }];
};

/** Reads from Lambda which streams of an account feed which functions. */
export const readStreamMappings = async (settings: ClientSettings): Promise<StreamMapping[]> => {
  const client = new LambdaClient(settings);
  try {
    const { EventSourceMappings: mappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
    return mappings.flatMap(streamMapping);
  } finally {
    client.destroy();
  }
};
