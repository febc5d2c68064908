import { readFlowsFile, type FlowsFile } from './flows-file';
import { InvalidFleet, validateFleet, type FleetConfig } from '../../environment';
import { unusable } from '../../operator/command-error';

/** What a team has written: its environments as they are built in, its flows as they stand in the file now. */
export interface Configured {
  readonly fleet: unknown;
  /** Path of `bin/flows.json`. */
  readonly flowsPath: string;
}

/**
 * Reads the flows from their file, which is newer than the bundle, and judges them with the environments.
 *
 * @throws CommandError with every problem at once
 */
export const readConfigured = ({ fleet, flowsPath }: Configured): { readonly fleet: FleetConfig; readonly file: FlowsFile } => {
  const file = readFlowsFile(flowsPath);
  try {
    const valid = validateFleet(fleet, file.flows);
    return { fleet: valid.fleet, file: { ...file, flows: valid.flows } };
  } catch (error) {
    throw error instanceof InvalidFleet ? unusable(error.message, { cause: error }) : error;
  }
};
