import type { EnvironmentsFile } from '../../audit';
import type { EnvironmentConfig, FleetConfig, FlowsConfig } from '../../environment';
import { auditSubject } from '../../fleet-audit';
import { unusable } from '../../operator/command-error';

/** What the audit is told of the environments for one promotion. @throws when nothing is promoted into the target */
export const declarationFor = (fleet: FleetConfig, flows: FlowsConfig, target: EnvironmentConfig): EnvironmentsFile => {
  if (!fleet.environments.some(({ name }) => name === target.promotedFrom))
    throw unusable(`'${target.name}' is promoted from nowhere, so nothing stands before it; deploy it directly`);
  return auditSubject(fleet, flows);
};
