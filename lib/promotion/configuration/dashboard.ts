import { z } from 'zod';
import type { FlowConfiguration, FlowSetting } from '../../environment';
import { flowConfigurationSchema } from '../../environment/flow-schema';

export type FlowStatus = 'draft' | 'published' | 'archived';

/** A flow as a dashboard has it. */
export interface DashboardFlow {
  readonly id: string;
  /** What the provider calls the environment that it belongs to. */
  readonly environment: string;
  readonly status: FlowStatus;
  /** What the provider calls this version of it. */
  readonly version?: string;
  readonly configuration: FlowConfiguration;
}

/** A provider's dashboard as the promotion uses it; each call may be repeated. */
export interface Dashboard {
  list(): Promise<readonly DashboardFlow[]>;
  /** Makes a draft; the same key a second time gives the same flow. */
  create(environment: string, configuration: FlowConfiguration, key: string): Promise<DashboardFlow>;
  publish(id: string): Promise<DashboardFlow>;
  archive(id: string): Promise<DashboardFlow>;
}

/** Nobody would put an id of another form into a path or a file. */
export const flowId = z.string().regex(/^[A-Za-z0-9][\w.:-]{0,127}$/, 'an id of letters and digits is expected');

const record = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Readonly<Record<string, FlowSetting>>>;

/** What a dashboard answers for one flow: its own members beside ours are left aside, but a configuration has to be whole. */
export const flowAnswer: z.ZodType<DashboardFlow> = z.object({
  id: flowId,
  environment: z.string().min(1).max(64),
  name: z.string(),
  product: z.string(),
  status: z.enum(['draft', 'published', 'archived']),
  versionId: z.string().min(1).max(128).optional(),
  configuration: z.object({ ruleSet: record, documents: z.array(z.string()), settings: record }),
}).transform(({ name, product, versionId, configuration, ...flow }, context) => {
  const whole = flowConfigurationSchema.safeParse({ version: 1, name, product, ...configuration });
  if (whole.success) return { ...flow, ...versionId !== undefined && { version: versionId }, configuration: whole.data };
  for (const { path, message } of whole.error.issues) context.addIssue({ code: 'custom', path: ['configuration', ...path], message });
  return z.NEVER;
});
