// something in AWS's place that knows whose credentials are used, records every call, and fails every other as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a call is answered. */
export type Answer = (call: Call, response: ServerResponse) => void;

export interface Call {
  /** As IAM names it: `ssm:GetParameter`. */
  readonly action: string;
  readonly request: IncomingMessage;
  readonly body: string;
  /** Which run of a command it belongs to: one that has ended may still be asking. */
  readonly run: string;
  /** Whose credentials sign it; test credentials are account numbers. */
  readonly account: string;
}

const restful: readonly (readonly [service: string, method: string, path: RegExp, action: string])[] = [
  ['lambda', 'POST', /\/functions\/[^/]+\/invocations/, 'lambda:InvokeFunction'],
  ['lambda', 'GET', /\/functions\/[^/]+\/configuration/, 'lambda:GetFunctionConfiguration'],
  ['lambda', 'GET', /\/functions\/?(?:\?|$)/, 'lambda:ListFunctions'],
  ['lambda', 'GET', /\/event-source-mappings/, 'lambda:ListEventSourceMappings'],
  ['lambda', 'GET', /\/functions\/[^/]+\/policy/, 'lambda:GetPolicy'],
  ['lambda', 'GET', /\/functions\/[^/]+\/urls/, 'lambda:ListFunctionUrlConfigs'],
  ['apigateway', 'GET', /./, 'apigateway:GET'],
  ['route53', 'GET', /\/hostedzone\/?(?:\?|$)/, 'route53:ListHostedZones'],
  ['route53', 'GET', /\/hostedzonesbyvpc/, 'route53:ListHostedZonesByVPC'],
  ['route53', 'GET', /\/authorizevpcassociation/, 'route53:ListVPCAssociationAuthorizations'],
  ['route53', 'GET', /\/hostedzone\/[^/]+$/, 'route53:GetHostedZone'],
  ['ram', 'POST', /^\/getresourceshares/, 'ram:GetResourceShares'],
  ['ram', 'POST', /^\/listprincipals/, 'ram:ListPrincipals'],
  ['ram', 'POST', /^\/listresources/, 'ram:ListResources'],
  ['s3', 'PUT', /^\/[^?]+/, 's3:PutObject'],
  ['s3', 'GET', /^\/[^/?]+\/[^?]+/, 's3:GetObject'],
  ['s3', 'GET', /^\/[^/?]*\/?(?:\?|$)/, 's3:ListBucket'],
  ['s3', 'HEAD', /./, 's3:GetObject'],
  ['account', 'POST', /\/getRegionOptStatus/, 'account:GetRegionOptStatus'],
  ['account', 'POST', /\/enableRegion/, 'account:EnableRegion'],
];

/** Names that differ between the signature and IAM. */
const services: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** What a request asks for: a JSON or CBOR target, a form's action, or a method and path. */
export const actionOf = ({ method = '', url = '', headers }: IncomingMessage, body: string): string => {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
  const service = services[scope] ?? scope;
  const target = headers['x-amz-target'];
  const operation = typeof target === 'string' ? target.split('.').at(-1)
    : /\/operation\/(\w+)/.exec(url)?.[1] ?? /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (operation !== undefined) return `${service}:${operation}`;
  return restful.find(([of, verb, path]) => of === service && verb === method && path.test(url))?.[3] ?? `${service}:${method} ${url}`;
};

const xml = (response: ServerResponse, body: string, status = 200): void => { response.writeHead(status, { 'content-type': 'text/xml' }).end(body); };

const identity = (account: string): string => `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:sts::${account}:assumed-role/Somebody/session</Arn><UserId>AIDA:session</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

const session = (account: string): string => `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
  <AccessKeyId>${account}</AccessKeyId><SecretAccessKey>local</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
  </Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** The calls by which a command finds out and becomes who it is. */
export const isIdentity = ({ action }: Pick<Call, 'action'>): boolean => action === 'sts:GetCallerIdentity' || action === 'sts:AssumeRole';

export const answerIdentity: Answer = ({ action, body, account }, response) =>
  xml(response, action === 'sts:AssumeRole' ? session(/iam(?:%3A|:){2}(\d{12})/i.exec(body)?.[1] ?? account) : identity(account));

/** An error in the form that the service's protocol has. */
export const errorAnswer = (status: number, code: string, message = `${code} quotes what was sent`): Answer => ({ request, action }, response) => {
  if (action.startsWith('s3:')) return xml(response, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`, status);
  if (request.headers['content-type']?.includes('form')) {
    return xml(response, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`, status);
  }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code }).end(JSON.stringify({ __type: code, message }));
};

export interface FaultServer {
  readonly url: string;
  readonly calls: Call[];
  /** How the next calls are answered. */
  answer: Answer;
  close(): Promise<void>;
}

export const startFaultServer = async (): Promise<FaultServer> => {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const [prefix = '', run = ''] = /^\/run-(\d+)/.exec(request.url ?? '') ?? [];
      request.url = request.url?.slice(prefix.length);
      const call = { request, body, run, action: actionOf(request, body), account: /Credential=(\w+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '' };
      calls.push(call);
      faults.answer(call, response);
    });
  });
  await new Promise<void>(listening => { server.listen(0, '127.0.0.1', listening); });
  const faults: FaultServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, answer: answerIdentity,
    close: () => new Promise(closed => {
      server.closeAllConnections();
      server.close(() => closed());
    }),
  };
  return faults;
};
