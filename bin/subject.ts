import { fleet } from './environments';
import flows from './flows.json';
import type { EnvironmentsFile } from '../lib/audit';
import { validateFleet } from '../lib/environment';
import { auditSubject } from '../lib/fleet-audit';

/** What this app says to the audit of its environments. */
export const subject = (): EnvironmentsFile => {
  const valid = validateFleet(fleet, flows);
  return auditSubject(valid.fleet, valid.flows);
};
