import { readFlowsFile, type FlowsFile } from './flows-file';
import { validateFleet, type FleetConfig } from '../../environment';

/** What a team has written: its environments as they are built in, its flows as they stand in the file now. */
export interface Configured {
  readonly fleet: unknown;
  /** Path of `bin/flows.json`. */
  readonly flowsPath: string;
}

/**
 * Reads the flows from their file, which is newer than the bundle, and judges them with the environments.
 *
 * @throws InvalidFleet with every problem at once, and CommandError when the file cannot be read
 */
export const readConfigured = ({ fleet, flowsPath }: Configured): { readonly fleet: FleetConfig; readonly file: FlowsFile } => {
  const file = readFlowsFile(flowsPath);
  const valid = validateFleet(fleet, file.flows);
  return { fleet: valid.fleet, file: { ...file, flows: valid.flows } };
};
