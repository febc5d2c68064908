import { createHash } from 'node:crypto';
import type { AuditResult } from '../../model';
import { tool } from '../tool';
import type { ReportContext } from '../types';
import { changes } from './changes';
import { controls } from './controls';
import { exceptions } from './exceptions';
import { accepted, findings } from './findings';
import { inputs, reproduce } from './inputs';
import { invariants } from './invariants';
import { access, population } from './access';
import { controlPolicies } from './control-policies';
import { secrets } from './inventory';
import { limits } from './limits';
import { html, trusted } from './markup';
import { matrix } from './matrix';
import { network } from './network';
import { pairs } from './pairs';
import { contents, sectionMarkup, type SectionOf } from './section';
import { style } from './style';
import { verdict } from './verdict';

const order: readonly SectionOf[] = [
  verdict, matrix, changes, findings, pairs, invariants, access, population, secrets, network, controlPolicies, exceptions, accepted, limits, controls, inputs, reproduce,
];

// the browser applies this style sheet and nothing else, even if markup of an input should ever slip through.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The whole report as one file: no script, no request to anywhere. */
export const page = (result: AuditResult, context: ReportContext): string => {
  const sections = order.flatMap(section => section(result, context) ?? []);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Isolation audit: ${result.verdict}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header><h1>Isolation between environments</h1><p>What ${String(result.counts.files)} files of templates say about ${result.environments.map(({ name }) => name).join(', ')}.</p></header>
<div class="layout">
${contents(sections)}
<main>${sections.map(sectionMarkup)}</main>
</div>
<footer><p>${tool.name} ${tool.version}. One file, no script, nothing is loaded from anywhere.</p></footer>
</body>
</html>
`.markup;
};
