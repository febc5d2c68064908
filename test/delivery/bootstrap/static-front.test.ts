import { bootstrapTemplate } from '../../../lib/delivery';
import { typeActions } from '../../../lib/delivery/bootstrap';
import type { PolicyDocument } from '../../../lib/delivery/bootstrap/policy';
import type { EnvironmentConfig } from '../../../lib/environment';
import { flows, withStaticFront } from '../../fixtures/fleet';
import { synthesize } from '../../fixtures/synthesize';
import { readParts } from '../../relation/assembly';
import { contextOf } from '../support/contexts';
import { allowed } from '../support/evaluate';

/** What CloudFormation may do in production, of what more than a name decides apart. */
const policiesOf = (ingress: EnvironmentConfig['ingress']): PolicyDocument[] =>
  Object.values(bootstrapTemplate(contextOf('production', { ingress })).Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
    .map(({ Properties }) => Properties as { ManagedPolicyName: string; PolicyDocument: PolicyDocument })
    .filter(({ ManagedPolicyName }) => ManagedPolicyName.startsWith('bulkhead-execution-')).map(({ PolicyDocument }) => PolicyDocument);

test('CloudFormation may make every type of resource that fixed addresses need, where they are asked for', () => {
  const { outdir, remove } = synthesize(withStaticFront('production'), flows);
  const types = new Set(readParts(outdir).filter(({ stage }) => stage === 'Production')
    .flatMap(({ templates }) => templates.flatMap(({ Resources = {} }) => Object.values(Resources).map(({ Type }) => Type))));
  remove();
  expect([...types]).toContain('AWS::ElasticLoadBalancingV2::LoadBalancer');
  const policies = policiesOf('static');
  for (const type of types) {
    for (const action of typeActions[type]!.filter(name => name !== 'iam:PassRole')) {
      expect([type, action, allowed(policies, { action, resource: '*' })]).toEqual([type, action, true]);
    }
  }
});

test('elsewhere it may make no load balancer', () => {
  for (const action of ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateListener', 'elasticloadbalancing:DescribeLoadBalancers']) {
    expect([action, allowed(policiesOf('regional'), { action, resource: '*' })]).toEqual([action, false]);
    expect([action, allowed(policiesOf('static'), { action, resource: '*' })]).toEqual([action, true]);
  }
});
