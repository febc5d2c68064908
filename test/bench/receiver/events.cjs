// signed deliveries, each of an event of its own.
const { createHmac, randomUUID } = require('node:crypto');

const key = Buffer.alloc(32, 7);

exports.secret = `whsec_${key.toString('base64')}`;

exports.settings = {
  version: 1, binding: 'self', provider: 'self', scheme: 'svix', secretArn: 'arn:aws:secretsmanager:me-central-1:111111111111:secret:self',
  flowIds: ['flow_ours'], subscriptionIds: [],
};

exports.delivery = () => {
  const body = JSON.stringify({
    type: 'verification.completed', verification_id: randomUUID(), flow_id: 'flow_ours', environment: 'test', status: 'valid', attributes: 'x'.repeat(700),
  });
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const tag = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    resource: '/webhooks/self', body: Buffer.from(body).toString('base64'), isBase64Encoded: true,
    multiValueHeaders: { 'svix-id': [id], 'svix-timestamp': [timestamp], 'svix-signature': [`v1,${tag}`] },
  };
};
