import type { AuditResult, Finding } from '../model';
import { ordered } from './order';
import { sarifResult, uri } from './sarif-result';
import { tool } from './tool';
import type { ReportContext } from './types';
import { verdictSentence } from './words';

const ruleOf = ({ id, title, fix, kind, group, controls }: AuditResult['invariants'][number]) => ({
  id,
  name: id,
  shortDescription: { text: title },
  fullDescription: { text: `${title}.` },
  help: { text: fix },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['security', 'isolation', group, kind], controls },
});

const states = ({ comparison }: ReportContext) => {
  const appeared = new Set(comparison?.appeared.map(({ id }) => id));
  const changed = new Set(comparison?.changed.map(({ after }) => after.id));
  return ({ id }: Finding): string | undefined => (comparison ? appeared.has(id) ? 'new' : changed.has(id) ? 'updated' : 'unchanged' : undefined);
};

/** SARIF 2.1.0 for code scanning; an undecided place is a warning of its own, never nothing. */
export const sarif = (result: AuditResult, context: ReportContext): string => {
  const { command, commit, timestamp, declarations = [], comparison } = context;
  const indexOf = new Map(result.invariants.map(({ id }, index) => [id, index]));
  const stateOf = states(context);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules: result.invariants.map(ruleOf) } },
      automationDetails: { id: 'bulkhead-audit/' },
      invocations: [{
        executionSuccessful: true, commandLine: command, exitCodeDescription: result.verdict, ...timestamp === undefined ? {} : { startTimeUtc: new Date(timestamp).toISOString() },
      }],
      originalUriBaseIds: { ROOT: { description: { text: 'the folder that holds the audited folders' } } },
      artifacts: [...result.inputs, ...declarations].map(({ path, sha256, bytes }) => ({
        location: { uri: uri(path), uriBaseId: 'ROOT' }, length: bytes, hashes: { 'sha-256': sha256 },
      })),
      columnKind: 'utf16CodeUnits',
      results: [
        ...ordered(result).map(finding => sarifResult(finding, indexOf.get(finding.invariant), stateOf(finding))),
        ...comparison ? comparison.went.map(finding => sarifResult(finding, indexOf.get(finding.invariant), 'absent')) : [],
      ],
      properties: { verdict: result.verdict, summary: verdictSentence(result), profiles: result.profiles, commit },
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
