export { WebhookStack, type WebhookStackProps } from './webhook-stack';
export type { StaticFront } from './static-front';
export { webAclMetrics } from './web-acl';
export type { WebhookApi } from './webhook-api';
export { VerificationSubscription, type VerificationSubscriptionProps } from './verification-subscription';
export { EncryptedQueue } from './encrypted-queue';
export type { VerificationEvent } from '../../lambda/webhook/contract';
export { isLater, laterThanHeld, type Moment } from '../../lambda/webhook/later';
