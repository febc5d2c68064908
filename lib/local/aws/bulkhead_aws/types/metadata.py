from bulkhead_aws.registry import records

records('AWS::CDK::Metadata', 'it tells AWS which constructs were used and creates nothing')
