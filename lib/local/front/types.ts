/** A method of a deployed REST API whose proxy integration is a function. */
export interface Route {
  readonly apiId: string;
  readonly stage: string;
  readonly account: string;
  readonly method: string;
  readonly resourceId: string;
  /** As deployed, such as `/webhooks/{binding}`. */
  readonly resource: string;
  readonly functionArn: string;
  readonly binaryMediaTypes: readonly string[];
}

/** Answers that the gateway gives itself, by type such as `REQUEST_TOO_LARGE`, as status codes. */
export type GatewayAnswers = Readonly<Record<string, number>>;

/** What one environment's front serves. */
export interface DeployedApis {
  readonly routes: readonly Route[];
  readonly answers: GatewayAnswers;
}
