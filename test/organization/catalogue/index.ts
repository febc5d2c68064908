import { bootstrap } from './allowed/bootstrap';
import { delivery } from './allowed/delivery';
import { run } from './allowed/run';
import { template } from './allowed/template';
import { copies } from './denied/copies';
import { foreignPrincipals } from './denied/foreign-principals';
import { foreignResources } from './denied/foreign-resources';
import { networks } from './denied/networks';
import { standing } from './denied/standing';

/** What the policies refuse, each by one statement. */
export const deniedCases = [...foreignResources, ...copies, ...networks, ...standing, ...foreignPrincipals];

/** What they let pass. */
export const allowedCases = [...bootstrap, ...delivery, ...template, ...run];

export { fleet } from './world';
export type { AllowedCase, Case, DeniedCase, Home } from './types';
