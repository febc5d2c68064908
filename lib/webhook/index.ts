export { WebhookStack, type WebhookStackProps } from './webhook-stack';
export { VerificationSubscription, type VerificationSubscriptionProps } from './verification-subscription';
export { EncryptedQueue } from './encrypted-queue';
export type { VerificationEvent } from '../../lambda/webhook/contract';
export { isLater, laterThanHeld, type Moment } from '../../lambda/webhook/later';
