export { SessionsStack, type SessionsStackProps } from './sessions-stack';
export { bindingsWithSessions, sessionSettings } from './settings';
export type {
  CreateSession, GetSession, RefusalCode, SessionHandle, SessionsRequest, SessionsResponse,
} from '../../lambda/sessions/contract';
