import type { GateVariables } from './contract';

const names = [
  'BULKHEAD_ENVIRONMENT', 'BULKHEAD_ACCOUNT', 'BULKHEAD_SOURCE', 'BULKHEAD_RELEASES_BUCKET', 'BULKHEAD_RELEASES_TABLE',
  'BULKHEAD_ASSETS_BUCKET', 'BULKHEAD_EXECUTION_ROLE',
] as const satisfies readonly (keyof GateVariables)[];

export interface GateSettings {
  /** Name of the environment that the gate stands before. */
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly source: string;
  /** Absent while the configuration has them pending: nothing is accepted then. */
  readonly keys: { readonly evidence: string; readonly signOff: string } | undefined;
  readonly bucket: string;
  readonly table: string;
  readonly assetsBucket: string;
  readonly executionRole: string;
}

/** @throws Error where a variable is missing: the function then answers nothing at all */
export const readGateSettings = (variables: Readonly<Record<string, string | undefined>>): GateSettings => {
  const missing = [...names, 'AWS_REGION'].filter(name => !variables[name]);
  if (missing.length > 0) throw new Error(`missing environment variables: ${missing.join(', ')}`);
  const text = (name: keyof GateVariables | 'AWS_REGION') => variables[name] ?? '';
  const [evidence, signOff] = [text('BULKHEAD_EVIDENCE_KEY'), text('BULKHEAD_SIGN_OFF_KEY')];
  return {
    target: text('BULKHEAD_ENVIRONMENT'), account: text('BULKHEAD_ACCOUNT'), region: text('AWS_REGION'), source: text('BULKHEAD_SOURCE'),
    keys: evidence === '' || signOff === '' ? undefined : { evidence, signOff },
    bucket: text('BULKHEAD_RELEASES_BUCKET'), table: text('BULKHEAD_RELEASES_TABLE'),
    assetsBucket: text('BULKHEAD_ASSETS_BUCKET'), executionRole: text('BULKHEAD_EXECUTION_ROLE'),
  };
};
