import { isInBlock } from './block';
import type { Connect } from './connection';
import { onboarding } from './contract';
import type { ForeignPlace, RouteResult } from './contract';
import type { Resolve } from './names';
import { fails, holds, unknown } from './result';

/** Public resolvers that have answered on port 443 for years: an address that is silent anyway would show nothing. */
const wellKnown = ['1.1.1.1', '8.8.8.8', '9.9.9.9'];

/**
 * Stands for everything that an environment has no business with, without being another environment's: a name that is set aside and
 * answered for everywhere else, and a public address that no provider of ours answers from. A connection that is let out shows a
 * stranger nothing but our address, and is an alarm.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2606
 * @see https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/
 */
export const canaryBeside = (ownBlocks: readonly string[]): ForeignPlace => {
  const address = wellKnown.find(each => !ownBlocks.some(block => isInBlock(each, block)));
  return { id: 'canary', domain: 'example.com', ...address !== undefined && { address } };
};

const port = 443;

/** Long enough for a second attempt of the connection, which comes after a second. */
const silence = 2_000;

/** What the own routes have shown in the same run: without it, silence everywhere would look like borders everywhere. */
export interface Control {
  /** Whether a name of the environment's own was answered for. */
  readonly resolved: boolean;
  /** Whether an address of the environment's own was reached. */
  readonly connected: boolean;
  /** Whether there is anything of its own to be reached, as far as onboarding goes. */
  readonly onboarded: boolean;
}

/** The DNS firewall answers for it as for a name without data. */
export const judgeName = async ({ id, domain }: ForeignPlace, resolve: Resolve, { resolved, onboarded }: Control): Promise<RouteResult> => {
  const { kind } = await resolve(domain);
  if (kind === 'addresses') return fails('foreign-name', id, 'resolved');
  if (kind === 'unanswered') return unknown('foreign-name', id, 'resolver');
  // a name that exists nowhere would not resolve without a firewall either.
  if (kind === 'no-name') return unknown('foreign-name', id, 'no-name');
  return resolved ? holds('foreign-name', id, 'blocked') : unknown('foreign-name', id, onboarded ? 'no-control' : onboarding);
};

/** The security group lets nothing out to it, so that nothing is heard. */
export const judgeAddress = async ({ id, address }: ForeignPlace, connect: Connect, { connected, onboarded }: Control): Promise<RouteResult[]> => {
  if (address === undefined) return [];
  const connection = await connect(address, port, silence);
  if ('socket' in connection) connection.socket.destroy();
  const outcome = 'socket' in connection ? 'connected' : connection.fault;
  if (outcome === 'connected' || outcome === 'refused') return [fails('foreign-address', id, outcome)];
  if (outcome === 'broken-off') return [unknown('foreign-address', id, outcome)];
  return [connected ? holds('foreign-address', id, outcome) : unknown('foreign-address', id, onboarded ? 'no-control' : onboarding)];
};
