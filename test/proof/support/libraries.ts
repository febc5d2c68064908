import { Webhook as StandardWebhooks } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { now } from './compose';
import type { SignedRequest } from './verdict';

/** Runs something at the proof's moment: these libraries read the clock themselves. */
export const atTheMoment = <T>(work: () => T): T => {
  const real = Date.now;
  Date.now = () => now;
  try {
    return work();
  } finally {
    Date.now = real;
  }
};

const libraries = { 'svix': Svix, 'standard-webhooks': StandardWebhooks } as const;

export type LibraryScheme = keyof typeof libraries;

/** The verdict of the scheme's own library on a request. */
export const acceptedByLibrary = (scheme: LibraryScheme, secret: string): ((request: SignedRequest) => boolean) => {
  // svix hands what it is given on to standardwebhooks.
  const library = new libraries[scheme](secret) as StandardWebhooks;
  return ({ headers, body }) => {
    try {
      library.verify(body, headers, { jsonParse: false });
      return true;
    } catch (error) {
      // svix parses what it has verified; a body that is no JSON was authentic to it.
      return error instanceof SyntaxError;
    }
  };
};
