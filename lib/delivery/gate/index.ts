export { BreakGlass } from './break-glass';
export { DeliveryAlarms } from './delivery-alarms';
export { deliveryParameters, type DeliveryParameter } from './places';
export { PromotionGate } from './promotion-gate';
export { Releases } from './releases';
export { Signing } from './signing';
