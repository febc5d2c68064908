from bulkhead_aws.registry import REAPPLY, creates, document


def _attributes(properties):
    """CloudFormation's typed properties as the strings that the service takes."""
    return {
        name: document(value) if isinstance(value, dict) else str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in properties.items() if name not in ('QueueName', 'Tags')
    }


@creates(
    'AWS::SQS::Queue',
    lambda request, url: request.client('sqs').set_queue_attributes(QueueUrl=url, Attributes=_attributes(request.properties)),
    lambda request, url: request.client('sqs').delete_queue(QueueUrl=url),
)
def queue(request):
    name = request.properties.get('QueueName', request.name[-80:].lstrip('-'))
    sqs = request.client('sqs')
    url = sqs.create_queue(QueueName=name, Attributes=_attributes(request.properties), tags=request.tag_map())['QueueUrl']
    return url, {'Arn': f'arn:aws:sqs:{request.region}:{request.account}:{name}', 'QueueName': name, 'QueueUrl': url}


@creates('AWS::SQS::QueuePolicy', REAPPLY)
def queue_policy(request):
    for url in request.properties['Queues']:
        request.client('sqs').set_queue_attributes(
            QueueUrl=url, Attributes={'Policy': document(request.properties['PolicyDocument'])})
    return request.name
