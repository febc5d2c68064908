from bulkhead_aws.registry import REAPPLY, REPLACE, creates, document


@creates('AWS::SNS::Topic', delete=lambda request, arn: request.client('sns').delete_topic(TopicArn=arn))
def topic(request):
    name = request.properties.get('TopicName', request.name)
    sns = request.client('sns')
    attributes = {key: str(value) for key, value in request.pick('DisplayName', 'KmsMasterKeyId', 'TracingConfig').items()}
    arn = sns.create_topic(Name=name, Attributes=attributes, Tags=request.tags())['TopicArn']
    for subscription in request.properties.get('Subscription', []):
        sns.subscribe(TopicArn=arn, Protocol=subscription['Protocol'], Endpoint=subscription['Endpoint'])
    return arn, {'TopicArn': arn, 'TopicName': name}


@creates('AWS::SNS::Subscription', REPLACE, lambda request, arn: request.client('sns').unsubscribe(SubscriptionArn=arn))
def subscription(request):
    attributes = {
        key: document(value) if isinstance(value, dict) else str(value).lower() if isinstance(value, bool) else value
        for key, value in request.pick('FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy').items()
    }
    return request.client('sns').subscribe(
        Attributes=attributes, ReturnSubscriptionArn=True, **request.pick('TopicArn', 'Protocol', 'Endpoint'),
    )['SubscriptionArn']


@creates('AWS::SNS::TopicPolicy', REAPPLY)
def topic_policy(request):
    for arn in request.properties['Topics']:
        request.client('sns').set_topic_attributes(
            TopicArn=arn, AttributeName='Policy', AttributeValue=document(request.properties['PolicyDocument']))
    return request.name
