import { networkOf, production, resourcesOf } from './networks';

const region = 'me-central-1';
const [[group]] = Object.entries(resourcesOf(production, 'AWS::Logs::LogGroup')).filter(([id]) => id.startsWith('FlowLogs')) as [[string, unknown]];

test('all traffic of the VPC is recorded, refused attempts too', () => {
  networkOf(production).hasResourceProperties('AWS::EC2::FlowLog', {
    ResourceType: 'VPC',
    ResourceId: { Ref: Object.keys(resourcesOf(production, 'AWS::EC2::VPC'))[0] },
    TrafficType: 'ALL',
    LogDestinationType: 'cloud-watch-logs',
    LogGroupName: { Ref: group },
  });
});

test('the service writes for flow logs of this account only, and into their group only', () => {
  networkOf(production).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': production.account },
          ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${production.account as string}:vpc-flow-log/*` },
        },
      }],
    },
    Policies: [{
      PolicyDocument: {
        Statement: [{
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [group, 'Arn'] },
        }],
      },
    }],
  });
});
