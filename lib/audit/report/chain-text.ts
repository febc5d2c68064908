import type { Finding } from '../model';
import { clipped, visible } from './visible';
import { contentOf, crosses, locationOf, nameOf } from './words';

/** The chain step by step for readers without markup. */
export const chainText = ({ chain }: Pick<Finding, 'chain'>): string => chain.flatMap((step, index) => {
  const name = visible([step.environment === undefined ? '' : `[${step.environment}]`, nameOf(step), step.resourceType ? `(${step.resourceType})` : ''].filter(Boolean).join(' '));
  const content = contentOf(step);
  return [
    ...crosses(chain[index - 1], step) ? [`   ──── border between ${visible(chain[index - 1]?.environment ?? '')} and ${visible(step.environment ?? '')} ────`] : [],
    `${String(index + 1).padStart(2)} ${name || visible(step.file)}`,
    `   ${visible(step.note)}`,
    ...step.propertyPath === undefined ? [] : [`   at ${visible(step.propertyPath)}`],
    ...content === undefined ? [] : [`   = ${clipped(content)}`],
    `   ${visible(locationOf(step))}`,
  ];
}).join('\n');
