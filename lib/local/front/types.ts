import type { IncomingMessage } from 'node:http';

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

/** A rule of a deployed load balancer that calls a function. */
export interface BalancedRoute {
  readonly host: string;
  readonly method: string;
  /** The path, exactly. */
  readonly resource: string;
  readonly functionArn: string;
  readonly targetGroupArn: string;
  /** Whether headers come and go as lists. */
  readonly multiValueHeaders: boolean;
}

/** What the load balancers behind one environment's fixed addresses serve. */
export interface DeployedBalancers {
  readonly routes: readonly BalancedRoute[];
  /** What they say to everything else. */
  readonly refusal: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

/** What one environment has before its functions. */
export type DeployedFront = DeployedApis | DeployedBalancers;

/** An answer as a function gives it; either front reads what it understands of it. */
export interface FrontAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** How a kind of front answers. */
export interface Served {
  answer(request: IncomingMessage): Promise<FrontAnswer>;
  /** When a function cannot even be started. */
  unavailable(): FrontAnswer;
}
