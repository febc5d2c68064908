export { readStreamMappings, type StreamMapping } from './mappings';
export { startStreamPoller, type StreamPoller } from './poller';
