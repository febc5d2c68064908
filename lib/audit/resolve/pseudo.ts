import { literal, unknown, type Value } from './value';
import type { StackNode } from '../world/types';

const partitionOf = (region: string | undefined): string =>
  region?.startsWith('cn-') ? 'aws-cn' : region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** Pseudo-parameters as they are in the stack's own account and region; otherwise all environments would look alike. */
export const pseudo = (stack: StackNode, name: string): Value | undefined => {
  const { account, region } = stack;
  const partition = partitionOf(region);
  switch (name) {
    case 'AWS::AccountId':
      return account === undefined ? [[unknown('pseudo', 'the account of a stack that names none')]] : literal(account);
    case 'AWS::Region':
      return region === undefined ? [[unknown('pseudo', 'the region of a stack that names none')]] : literal(region);
    case 'AWS::Partition':
      return literal(partition);
    case 'AWS::URLSuffix':
      return literal(partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com');
    case 'AWS::StackName':
      return literal(stack.name.replace(/\//g, '-'));
    case 'AWS::StackId':
      return [
        [`arn:${partition}:cloudformation:${region}:${account}:stack/${stack.name}/`, unknown('benign', 'the id of the stack')],
      ];
    case 'AWS::NoValue':
      return literal('');
    case 'AWS::NotificationARNs':
      return [[unknown('pseudo', 'notification topics given at deployment')]];
    default:
      return undefined;
  }
};
