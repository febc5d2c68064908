// what can be wrong with credentials, with AWS, and with the way to it.
import { answerIdentity, errorAnswer, isIdentity, type Answer } from './fault-server';

export interface Fault {
  readonly answer?: Answer;
  /** Instead of the server's address. */
  readonly endpoint?: (url: string) => string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether nobody answers, so that a test need not wait for it as long as a person. */
  readonly hangs?: boolean;
  /** Whether something answers that makes no sense. */
  readonly garbled?: boolean;
  readonly code: number;
  /** What the message has beside the environment or the call. */
  readonly says: RegExp;
}

const garbage = (body: string, type: string): Answer => (_, response) => { response.writeHead(200, { 'content-type': type }).end(body); };

const hang: Answer = () => {};
const reset: Answer = ({ request }) => { request.socket.destroy(); };
const broken: Answer = (_, response) => {
  response.writeHead(200, { 'content-length': '5000' }).write('<Get');
  setTimeout(() => response.destroy(), 5);
};

/** Nobody can be somebody: what is wrong from the first call on. */
export const identityFaults: Readonly<Record<string, Fault>> = {
  'no credentials': { env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, code: 3, says: /no usable AWS credentials.*CredentialsProviderError.*log in/ },
  'a profile that does not exist': { env: { AWS_PROFILE: 'nobody', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, code: 3, says: /no usable AWS credentials.*CredentialsProviderError.*--profile/ },
  'expired credentials': { answer: errorAnswer(403, 'ExpiredToken'), code: 3, says: /no usable AWS credentials.*ExpiredToken.*log in/ },
  'credentials that AWS does not know, or a region that is switched off': {
    answer: errorAnswer(403, 'InvalidClientTokenId'), code: 3, says: /InvalidClientTokenId.*log in.*not switched on/,
  },
  'a mistyped secret key': { answer: errorAnswer(403, 'SignatureDoesNotMatch'), code: 3, says: /SignatureDoesNotMatch.*log in/ },
  'a denied call': { answer: errorAnswer(403, 'AccessDenied'), code: 3, says: /sts:GetCallerIdentity.* is denied \(AccessDenied\); let whoever/ },
  'throttling': { answer: errorAnswer(400, 'Throttling'), code: 2, says: /throttled \(Throttling\); run the same command again/ },
  'an error of AWS': { answer: errorAnswer(500, 'InternalFailure'), code: 2, says: /failed at AWS \(InternalFailure\); run the same command again/ },
  'an unavailable service': { answer: errorAnswer(503, 'ServiceUnavailable'), code: 2, says: /failed at AWS.*run the same command again/ },
  'a login page instead of AWS': { answer: garbage('<!doctype html><html><body>log in <br> here', 'text/html'), code: 3, says: /proxy or a login page/ },
  'an empty answer': { answer: garbage('', 'text/xml'), code: 3, says: /proxy or a login page/ },
  'a connection that is cut': { answer: reset, code: 3, says: /got no answer \(ECONNRESET\)|got no answer/ },
  'an answer that breaks off': { answer: broken, code: 3, says: /got no answer|proxy or a login page/ },
  'an AWS that never answers': { answer: hang, hangs: true, code: 3, says: /got no answer \((?:TimeoutError|ETIMEDOUT)\); look whether this machine reaches AWS/ },
  'nobody at the address': { endpoint: () => 'http://127.0.0.1:9', code: 3, says: /got no answer \(ECONNREFUSED\)/ },
  'a name that does not resolve': { endpoint: () => 'http://no-such-host.invalid', code: 3, says: /got no answer \((?:ENOTFOUND|EAI_AGAIN)\)/ },
  'a TLS that fails': { endpoint: url => url.replace('http:', 'https:'), code: 3, says: /not trusted \((?:EPROTO|ERR_SSL\w+)\)/ },
};

const later = (answer: Answer): Answer => (call, response) => (isIdentity(call) ? answerIdentity : answer)(call, response);

/** Somebody is who they should be, and the next call goes wrong. */
export const laterFaults: Readonly<Record<string, Fault>> = {
  'a denied call': { answer: later(errorAnswer(400, 'AccessDeniedException')), code: 3, says: /denied|may not do this/ },
  'a session that ends in between': { answer: later(errorAnswer(400, 'ExpiredTokenException')), code: 3, says: /usable credentials.*log in/ },
  'throttling': { answer: later(errorAnswer(400, 'ThrottlingException')), code: 2, says: /throttled|asking for patience/ },
  'an error of AWS': { answer: later(errorAnswer(500, 'InternalError')), code: 2, says: /failed at AWS/ },
  'an answer that is none of AWS\'s': { answer: later(garbage('<html>', 'text/html')), garbled: true, code: 3, says: /none of AWS's|answers in another form/ },
  'a connection that is cut': { answer: later(reset), code: 3, says: /got no answer/ },
  'an AWS that stops answering': { answer: later(hang), hangs: true, code: 3, says: /got no answer/ },
};
