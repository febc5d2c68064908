import { Match, Template } from 'aws-cdk-lib/assertions';
import { stagesOf } from '../fixtures/stages';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

const templates = Object.fromEntries(Object.entries(stagesOf()).map(([name, { operations }]) => [name, Template.fromStack(operations)]));

const statementsOf = (template: Template, role: RegExp): Statement[] => Object.values(template.findResources('AWS::IAM::Policy'))
  .filter(({ Properties }) => role.test(JSON.stringify((Properties as { Roles: unknown }).Roles)))
  .flatMap(({ Properties }) => (Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement);

describe.each(Object.entries(templates))('the eraser of %s', (name, template) => {
  test('may do what its code calls and nothing else', () => {
    const actions = [...new Set(statementsOf(template, /EraserFunctionRole/).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action))];
    expect(actions.filter(action => !action.startsWith('ec2:') && !action.startsWith('kms:')).sort()).toEqual([
      'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'logs:CreateLogStream', 'logs:PutLogEvents',
      's3:DeleteObjectVersion', 's3:GetObject', 's3:ListBucketVersions', 's3:PutObject',
    ]);
  });

  test('deletes items of sessions and credits, and of the inbox none: what is left there are keys', () => {
    const deleting = statementsOf(template, /EraserFunctionRole/).filter(({ Action }) => [Action].flat().includes('dynamodb:DeleteItem'));
    expect(deleting).toHaveLength(2);
    expect(JSON.stringify(deleting)).not.toMatch(/Inbox\w*Table/);
  });

  test('lists bodies below their prefix only', () => {
    const [listing] = statementsOf(template, /EraserFunctionRole/).filter(({ Action }) => Action === 's3:ListBucketVersions');
    expect(listing!.Condition).toEqual({ StringLike: { 's3:prefix': 'bodies/*' } });
  });

  test('is called by a role of its own, which may nothing else', () => {
    const [[id, role] = []] = Object.entries(template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'bulkhead-eraser' } }));
    expect(role).toMatchObject({ Properties: { MaxSessionDuration: 3600 } });
    const statements = statementsOf(template, new RegExp(`"${id}"`));
    expect(statements.map(({ Effect, Action }) => [Effect, Action])).toEqual([['Allow', 'lambda:InvokeFunction'], ['Allow', 'ssm:GetParameter']]);
    const [invoked, read] = statements.map(({ Resource }) => JSON.stringify(Resource));
    expect(invoked).toMatch(/^\{"Fn::GetAtt":\["EraserFunction\w+","Arn"\]\}$/);
    expect(read).toContain(':parameter/bulkhead/operator/eraser"');
  });

  test('keeps its receipts when its stack goes, and in a live environment against deletion', () => {
    const live = name === 'production';
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [{ AttributeName: 'erasure', KeyType: 'HASH' }], DeletionProtectionEnabled: live ? true : Match.anyValue(),
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() }, TimeToLiveSpecification: { AttributeName: 'expiresOn', Enabled: true },
      },
    });
  });

  test('knows its tables by name, and nothing else', () => {
    const [{ Properties } = { Properties: {} }] = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Description: Match.stringLikeRegexp('^erases') } }));
    expect(Object.keys((Properties as { Environment: { Variables: object } }).Environment.Variables).sort()).toEqual([
      'AWS_ACCOUNT_ID_ENDPOINT_MODE', 'BULKHEAD_BODIES_BUCKET', 'BULKHEAD_CREDITS_TABLE', 'BULKHEAD_ENVIRONMENT', 'BULKHEAD_INBOX_TABLE', 'BULKHEAD_RECEIPTS_TABLE', 'BULKHEAD_SESSIONS_TABLE',
    ]);
  });
});

test('of an environment erases from that environment\'s own tables alone', () => {
  const accounts: Readonly<Record<string, string>> = { 'staging': '111111111111', 'pre-production': '222222222222', 'production': '333333333333' };
  for (const [name, template] of Object.entries(templates)) {
    const text = JSON.stringify(statementsOf(template, /Eraser/));
    for (const [other, account] of Object.entries(accounts)) if (other !== name) expect(text).not.toContain(account);
  }
});
