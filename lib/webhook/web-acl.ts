import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface WebAclProps {
  /** ARN of the API stage that it stands before. */
  readonly stageArn: string;
  /**
   * Requests of one address within five minutes after which it is slowed down.
   * @default 10000
   */
  readonly rateLimit?: number;
}

/** AWS's managed rules count only: a false positive would be a 403, which the sender takes as final. */
const counted = [
  // its body-size rule blocks over 8 KB, where a verification may be larger.
  { name: 'AWSManagedRulesCommonRuleSet', id: 'CommonRules' },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', id: 'KnownBadInputs' },
  { name: 'AWSManagedRulesAmazonIpReputationList', id: 'IpReputation' },
];

const slowDown = 'SlowDown';

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty =>
  // sampled requests would show headers, signatures among them.
  ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

/**
 * Slows floods down with a 429, which every sender retries; it never answers with WAF's own 403.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { stageArn, rateLimit = 10_000 }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      description: 'rate limit before the webhook API, answered with 429, while managed rules count only',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebhookAcl'),
      customResponseBodies: { [slowDown]: { contentType: 'APPLICATION_JSON', content: '{"message":"too many requests"}' } },
      rules: [
        {
          name: 'RateLimit',
          priority: 0,
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: rateLimit } },
          action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: slowDown } } },
          visibilityConfig: visibility('RateLimit'),
        },
        ...counted.map(({ name, id: metric }, index) => ({
          name,
          priority: index + 1,
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
          overrideAction: { count: {} },
          visibilityConfig: visibility(metric),
        })),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { webAclArn: acl.attrArn, resourceArn: stageArn });
  }
}
