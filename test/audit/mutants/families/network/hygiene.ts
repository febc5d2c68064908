// what a network lets out and its endpoints let through.
import { family } from '../../family';
import type { Mutant } from '../../types';
import { add } from './planting';

export const hygiene: Mutant[] = family('network', 'hygiene', { hygiene: true, names: 'own', expected: ['network.endpoint-policy'] }, [
  {
    what: 'an endpoint without a policy',
    plant: ({ lab, own }) => {
      delete lab.first(own, 'Network', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument;
    },
  },
  {
    what: 'an endpoint that allows everything',
    plant: ({ lab, own }) => {
      lab.first(own, 'Network', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument = {
        Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
      };
    },
  },
  {
    what: 'an endpoint bound to its callers alone',
    plant: ({ lab, own }) => {
      lab.first(own, 'Network', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument = {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalAccount': own.account } },
          },
        ],
      };
    },
  },
  {
    what: 'an endpoint bound to another account',
    plant: ({ lab, own, other }) => {
      lab.first(own, 'Network', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument = {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalAccount': own.account, 'aws:ResourceAccount': [own.account, other.account] } },
          },
        ],
      };
    },
  },
  {
    what: 'an endpoint bound if the key is there',
    plant: ({ lab, own }) => {
      lab.first(own, 'Network', 'AWS::EC2::VPCEndpoint').Properties.PolicyDocument = {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: '*',
            Resource: '*',
            Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': own.account, 'aws:ResourceAccount': own.account } },
          },
        ],
      };
    },
  },
  {
    what: 'open egress',
    expected: ['network.egress'],
    plant: add('AWS::EC2::SecurityGroup', () => ({
      GroupDescription: 'x',
      SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
    })),
  },
  {
    what: 'open egress over IPv6',
    expected: ['network.egress'],
    plant: add('AWS::EC2::SecurityGroupEgress', () => ({ GroupId: 'x', IpProtocol: '-1', CidrIpv6: '::/0' })),
  },
  {
    what: 'open egress by default',
    expected: ['network.egress'],
    plant: add('AWS::EC2::SecurityGroup', () => ({ GroupDescription: 'x', VpcId: 'x' })),
  },
]);
