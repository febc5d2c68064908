import { askForStanding } from './ask';
import type { Line } from './ask';
import type { GetSession, SessionHandle } from './contract';
import { handleOf } from './record';
import type { SessionRecords } from './records';
import { RefusedError } from './refusals';

/** How a person's session stands: from memory once it has ended for us, else by asking; only sessions of this environment are asked for. */
export const findSession = async (
  request: GetSession, line: Line, records: SessionRecords,
): Promise<SessionHandle> => {
  const key = { binding: request.binding, externalUuid: request.externalUuid, attempt: request.attempt ?? 1 };
  const record = await records.read(key);
  if (record === undefined) throw new RefusedError('not-found', { reason: 'record' });
  if (record.state === 'pending') throw new RefusedError('in-progress', { retryAfterSeconds: 1 });
  if (record.state === 'settled') return handleOf(key, record);
  const { status, means } = await askForStanding(line, record.given.id);
  const { token: _token, url: _url, ...rest } = handleOf(key, record);
  return means.settled ? { ...rest, status } : handleOf(key, record);
};
