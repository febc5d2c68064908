from bulkhead_aws.registry import records

records(
    'AWS::AccessAnalyzer::Analyzer', 'moto has no Access Analyzer',
    lambda request: f'arn:aws:access-analyzer:{request.region}:{request.account}:analyzer/{request.properties.get("AnalyzerName", request.name)}',
    lambda request, arn: {'Arn': arn})
