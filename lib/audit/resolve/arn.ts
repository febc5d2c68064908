import { isAttribute, type Part, type Sequence } from './value';
import type { ResourceNode } from '../world/types';

/** Services whose ARNs carry no region, or neither region nor account. */
const withoutRegion = /^AWS::(?:IAM|CloudFront|Route53|Organizations|WAF)::/;
const withoutAccount = /^AWS::(?:S3::Bucket$|ApiGateway::|ApiGatewayV2::|Route53::HostedZone)/;

/** Types whose `Ref` is an ARN. */
const refIsArn = new Set([
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::IAM::ManagedPolicy',
  'AWS::StepFunctions::StateMachine',
  'AWS::CertificateManager::Certificate',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ECS::TaskDefinition',
  'AWS::ECS::Service',
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::Lambda::LayerVersion',
  'AWS::CloudFormation::Stack',
  'AWS::ApiGateway::VpcLink',
  'AWS::Batch::ComputeEnvironment',
  'AWS::Batch::JobQueue',
  'AWS::Batch::JobDefinition',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::SAMLProvider',
  'AWS::DMS::Endpoint',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::SecretTargetAttachment',
  'AWS::KinesisFirehose::DeliveryStream',
]);

export const isArnAttribute = (owner: ResourceNode, attribute: string): boolean =>
  /Arn$/.test(attribute)
  || (attribute === 'Id' && owner.type === 'AWS::SecretsManager::Secret')
  || (attribute === 'Ref' && refIsArn.has(owner.type));

/** The fields of an ARN that an attribute is: account and region of its stack are known, the rest stays the attribute. */
export const spellOut = (part: Part): Part[] => {
  if (!isAttribute(part) || !isArnAttribute(part.owner, part.attribute)) return [part];
  const { stack, type } = part.owner;
  if (stack.account === undefined || stack.region === undefined) return [part];
  const service = (type.split('::')[1] ?? '').toLowerCase();
  const region = withoutRegion.test(type) || withoutAccount.test(type) ? '' : stack.region;
  const account = withoutAccount.test(type) ? '' : stack.account;
  return [`arn:aws:${service}:${region}:${account}:`, part];
};

/** A sequence in which ARNs are spelt out, so that their account can be read. */
export const spelt = (sequence: Sequence): readonly Part[] => {
  if (!sequence.some(isAttribute)) return sequence;
  const parts: Part[] = [];
  for (const part of sequence.flatMap(spellOut)) {
    const last = parts[parts.length - 1];
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
};
