import { alarmsCheck } from './alarms';
import { bootstrapCheck } from './bootstrap';
import { bootstrapTrustCheck } from './bootstrap-trust';
import { boundaryCheck } from './boundary';
import { certificateCheck } from './certificate';
import { clockCheck } from './clock';
import { egressCheck } from './egress';
import { evidenceKeysCheck } from './evidence-keys';
import { onboardingCheck } from './onboarding';
import { quotasCheck } from './quotas';
import { regionCheck } from './region';
import { runtimesCheck } from './runtimes';
import { secretsCheck } from './secrets';
import { stacksCheck } from './stacks';
import { zoneCheck } from './zone';
import type { Check } from '../types';

/** In the order of a first deployment, after whose credentials these are. */
export const checks: readonly Check[] = [
  clockCheck, regionCheck, quotasCheck,
  bootstrapCheck, bootstrapTrustCheck, boundaryCheck,
  stacksCheck, runtimesCheck, egressCheck, zoneCheck, certificateCheck,
  onboardingCheck, secretsCheck, alarmsCheck, evidenceKeysCheck,
];
