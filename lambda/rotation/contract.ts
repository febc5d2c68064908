/** Environment variables of the rotation function. */
export interface RotationVariables {
  /** ARN of the one secret that the function rotates. */
  readonly BULKHEAD_ROTATED_SECRET: string;
}

/** Random bytes of a value that the team issues itself. */
export const issuedBytes = 32;
