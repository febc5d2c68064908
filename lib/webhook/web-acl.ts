import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface WebAclProps {
  /** ARN of the API stage or of the load balancer that it stands before. */
  readonly resourceArn: string;
  /**
   * Requests of one address within five minutes after which it is slowed down.
   * @default 10000
   */
  readonly rateLimit?: number;
  /**
   * Whether bodies are counted that come near the megabyte beyond which a load balancer hands nothing on to a function.
   * @default false
   */
  readonly countLarge?: boolean;
}

/** Names of the metrics; `acl` is a dimension of the others. */
export const webAclMetrics = { acl: 'WebhookAcl', large: 'NearLimit' } as const;

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

/** A declared length of 700,000 bytes or more; the tenths that are left are a warning before anything is lost. */
const large = (priority: number): CfnWebACL.RuleProperty => ({
  name: webAclMetrics.large,
  priority,
  statement: {
    regexMatchStatement: {
      fieldToMatch: { singleHeader: { Name: 'content-length' } },
      regexString: '^(?:[7-9][0-9]{5}|[0-9]{7,})$',
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  },
  action: { count: {} },
  visibilityConfig: visibility(webAclMetrics.large),
});

/**
 * Slows floods down with a 429, which every sender retries; it never answers with WAF's own 403.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { resourceArn, rateLimit = 10_000, countLarge = false }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      description: 'rate limit before the webhook API, answered with 429, while managed rules count only',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(webAclMetrics.acl),
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
        ...countLarge ? [large(counted.length + 1)] : [],
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { webAclArn: acl.attrArn, resourceArn });
  }
}
