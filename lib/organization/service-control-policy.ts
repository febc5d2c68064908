import type { Guardrail } from './policy';
import { delivery } from './service-controls/delivery';
import { keys } from './service-controls/keys';
import { networks } from './service-controls/networks';
import { ownResources } from './service-controls/own-resources';
import { record } from './service-controls/record';
import { sharing } from './service-controls/sharing';
import type { ServiceControlSubject } from './service-controls/subject';

/** What the principals of one environment may never do, whatever their roles allow; service-linked roles are not bound by it. */
export const serviceControls = (subject: ServiceControlSubject): Guardrail[] => [
  ...ownResources(subject), ...networks(subject), ...sharing(subject), ...keys(), ...record(), ...delivery(subject),
];

export type { ServiceControlSubject };
