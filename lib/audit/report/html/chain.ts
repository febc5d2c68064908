import type { AuditResult, Finding, Step } from '../../model';
import { clipped } from '../visible';
import { contentOf, crosses, locationOf, nameOf } from '../words';
import { environmentTag } from './badge';
import { html, type Markup } from './markup';

const crossing = (before: Step | undefined, after: Step): Markup | undefined => (crosses(before, after)
  ? html`<li class="crossing"><span>border between ${before?.environment} and ${after.environment}</span></li>` : undefined);

const stepMarkup = (result: AuditResult, step: Step): Markup => {
  const content = contentOf(step);
  return html`<li class="step"><div>
<p class="where">${step.environment === undefined ? undefined : html`${environmentTag(result, step.environment)} `}<b>${nameOf(step) || step.file}</b>${step.resourceType === undefined ? undefined : html` <span class="soft">${step.resourceType}</span>`}</p>
<p>${step.note}</p>
${content === undefined ? undefined : html`<pre tabindex="0"><code>${clipped(content)}</code></pre>`}
<p class="soft">${step.propertyPath === undefined ? undefined : html`<code>${step.propertyPath}</code><br>`}<code>${locationOf(step)}</code></p>
</div></li>`;
};

/** The way from one place to the other, drawn step by step, with the border it crosses. */
export const chainMarkup = (result: AuditResult, { chain }: Pick<Finding, 'chain'>): Markup =>
  html`<ol class="chain">${chain.map((step, index) => html`${crossing(chain[index - 1], step)}${stepMarkup(result, step)}`)}</ol>`;
