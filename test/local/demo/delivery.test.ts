import { createHmac } from 'node:crypto';
import { Webhook } from 'svix';
import { composeDelivery, replay, type DeliveryOrder } from '../../../lib/local/demo/delivery';
import { issueSecret } from '../../../lib/local/demo/secrets';
import type { BindingSettings } from '../../../lambda/webhook/contract';

const settings = (provider: 'self' | 'uae-kyc', scheme: 'svix' | 'uae-press'): BindingSettings =>
  ({ version: 1, binding: provider, provider, scheme, secretArn: 'arn', flowIds: ['flow'], subscriptionIds: ['sub'] });

const order = (provider: 'self' | 'uae-kyc', scheme: 'svix' | 'uae-press'): DeliveryOrder => ({
  binding: provider, provider, scheme, secret: issueSecret('signing-secret', settings(provider, scheme), 'test'), flowId: 'flow', subscriptionId: 'sub',
});

test('a delivery of Self passes the provider\'s own library', () => {
  const ours = order('self', 'svix');
  const { body, headers, events } = composeDelivery(ours);
  expect(new Webhook(ours.secret.value).verify(body, headers)).toMatchObject({ environment: 'test', flow_id: 'flow', status: 'valid' });
  expect(events).toBe(1);
});

test('a delivery of UAE KYC is signed over timestamp and body, and names its records', () => {
  const ours = order('uae-kyc', 'uae-press');
  const { body, headers, events } = composeDelivery(ours);
  const tag = createHmac('sha256', ours.secret.value).update(`${headers['X-Webhook-Timestamp']}.${body}`).digest('hex');
  expect(headers['X-Webhook-Signature']).toBe(`sha256=${tag}`);
  const parsed = JSON.parse(body);
  expect(parsed.id).toBe(headers['X-Webhook-Id']);
  expect(parsed.data[0].records).toHaveLength(events);
});

test('a replay has the same body under another delivery id', () => {
  const ours = order('self', 'svix');
  const first = composeDelivery(ours);
  const again = replay(first, ours);
  expect(again.body).toBe(first.body);
  expect(again.headers['svix-id']).not.toBe(first.headers['svix-id']);
  expect(() => new Webhook(ours.secret.value).verify(again.body, again.headers)).not.toThrow();
});

test('issued values fit the provider and the class, and never repeat', () => {
  const self = settings('self', 'svix');
  expect(issueSecret('api-key', self, 'test').value).toMatch(/^sk_test_/);
  expect(issueSecret('api-key', self, 'live').value).toMatch(/^sk_live_/);
  expect(Buffer.from(issueSecret('signing-secret', self, 'live').value.slice('whsec_'.length), 'base64')).toHaveLength(32);
  expect(issueSecret('signing-secret', self, 'live').value).not.toBe(issueSecret('signing-secret', self, 'live').value);
});
