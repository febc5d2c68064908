// an AWS that answers everything as if it were there, so that a command goes as far as it can.
import { generateKeyPairSync } from 'node:crypto';
import { answerIdentity, isIdentity, type Answer } from './fault-server';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } });

const parameter = (body: string, account: string): string => {
  const { Name: name } = JSON.parse(body) as { Name: string };
  const arn = (rest: string) => `arn:aws:${rest.replace('#', `me-central-1:${account}`)}`;
  if (name.includes('/secrets/')) return arn(`secretsmanager:#:secret:${name.split('/').slice(-2).join('-')}-AbCdEf`);
  return /key/i.test(name) ? arn('kms:#:key/11111111-2222-3333-4444-555555555555') : /ucket/.test(name) ? 'releases' : arn('lambda:#:function:bulkhead');
};

const stack = (body: string): string => {
  const outputs = ['SessionsFunctionArn', 'InboxTableName', 'EventsQueueUrl'].map(key => `<member><OutputKey>${key}</OutputKey><OutputValue>value</OutputValue></member>`).join('');
  const name = /StackName=([^&]+)/.exec(body)?.[1] ?? 'stack';
  return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus>`
    + `<CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${outputs}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
};

const functionAnswer = { version: 1, items: [], release: '', outcome: 'ready', reasons: [], stacks: [], verifications: 0, places: {}, before: 0, results: [] };

export const plausible: Answer = (call, response) => {
  const { action, body, account, request } = call;
  if (isIdentity(call)) return answerIdentity(call, response);
  const json = (value: unknown) => { response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value)); };
  const xml = (text: string) => { response.writeHead(200, { 'content-type': 'text/xml' }).end(text); };
  switch (action) {
    case 'ssm:GetParameter': return json({ Parameter: { Name: 'name', Value: parameter(body, account) } });
    case 'kms:GetPublicKey': return json({ PublicKey: publicKey.toString('base64') });
    case 'lambda:InvokeFunction': return json(functionAnswer);
    case 'secretsmanager:DescribeSecret': return json({ VersionIdsToStages: { v1: ['AWSCURRENT'], v0: ['AWSPREVIOUS'] }, LastChangedDate: 1 });
    case 'secretsmanager:GetSecretValue': return json({ SecretString: '{"value":"token-of-nobody","class":"test","provider":"self"}' });
    case 'organizations:DescribeOrganization': return json({ Organization: { Id: 'o-abcdefghij', MasterAccountId: '999999999999', FeatureSet: 'ALL' } });
    case 'organizations:ListRoots': return json({ Roots: [{ Id: 'r-abcd', PolicyTypes: [] }] });
    case 'cloudformation:DescribeStacks': return xml(stack(body));
    default:
  }
  if (request.headers['content-type']?.includes('form')) {
    const name = action.split(':')[1];
    return xml(`<${name}Response><${name}Result></${name}Result></${name}Response>`);
  }
  return action.startsWith('s3:') || action.startsWith('route53:') ? xml('<Answer></Answer>') : json({});
};
