/** Parameters under which an account says where its delivery keeps things; equal in every account by design. */
export const deliveryParameters = {
  releasesBucket: '/bulkhead/delivery/releases-bucket',
  evidenceKey: '/bulkhead/delivery/evidence-key',
  signOffKey: '/bulkhead/delivery/sign-off-key',
  gate: '/bulkhead/delivery/gate',
} as const;

export type DeliveryParameter = keyof typeof deliveryParameters;
