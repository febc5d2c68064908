// environments without files: templates as objects, audited as if they had been read.
import { judge } from '../../../lib/audit/audit';
import type { JsonObject } from '../../../lib/audit/assembly/shape';
import type { Loaded, LoadedStack } from '../../../lib/audit/assembly/types';
import type { AccessWay, AuditResult } from '../../../lib/audit/model';
import { accounts, type Name } from '../support/assembly';

export type Templates = Partial<Record<Name | 'organization', Record<string, unknown>>>;

const account = (name: string): string => (name in accounts ? accounts[name as Name] : '999999999999');

const stackOf = (name: string, Resources: Record<string, unknown>): LoadedStack => {
  const value = JSON.parse(JSON.stringify({ Resources })) as JsonObject;
  return {
    name: `${name}-App`, stage: [name], account: account(name), region: 'eu-central-1', assets: [], parameters: {},
    document: { file: `${name}.json`, text: JSON.stringify(value, undefined, 1), format: 'json', value },
    resources: new Map(Object.entries(value.Resources as JsonObject).map(([id, body]) => [id, { type: (body as JsonObject).Type as string, body: body as JsonObject }])),
  };
};

/** Judges templates by environment. */
export const auditTemplates = (templates: Templates): AuditResult => {
  const stacks = Object.entries(templates).map(([name, resources]) => stackOf(name, resources));
  const loaded: Loaded = { stacks, contexts: [], missing: [], trees: [], unreadTrees: [], contents: new Map(), inputs: [] };
  return judge(loaded, { sources: [], today: '2026-01-15', salt: 'salt' });
};

/** What was decided about one principal and one resource; nothing where it is closed to everybody outside. */
export const wayOf = ({ accessWays }: AuditResult, principal: string, resource: string): AccessWay | undefined =>
  accessWays.find(way => way.resource === resource && way.principals.includes(principal));

export const document = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });

export const policy = (...statements: unknown[]) => ({ PolicyName: 'own', PolicyDocument: document(...statements) });

/** A role that a function of its account runs as, unless it trusts somebody else. */
export const role = (statements: readonly unknown[], more: Record<string, unknown> = {}, trust: readonly unknown[] = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]) => ({
  Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(...trust), ...statements.length > 0 ? { Policies: [policy(...statements)] } : {}, ...more },
});

export const managed = (...statements: unknown[]) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(...statements) } });

/** A policy of the organization. */
export const control = (Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY', TargetIds: readonly unknown[], ...statements: unknown[]) => ({
  Type: 'AWS::Organizations::Policy', Properties: { Name: 'guard', Type, TargetIds, Content: document(...statements) },
});
