// for review: what a change does to each template shows in the diff of its snapshot; it proves nothing by itself.
import { backend } from '../bin/backend';
import { fleet, flows } from './fixtures/fleet';
import { synthesize } from './fixtures/synthesize';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readParts } from './relation/assembly';

/** Hashes of bundles change with every line of a handler and say nothing about the template. */
const masked = (template: unknown): unknown => JSON.parse(JSON.stringify(template)
  .replace(/\b[0-9a-f]{64}\b/g, '<asset>')
  .replace(/(ApiDeployment[A-Z0-9]{8})[0-9a-f]{32}/g, '$1<deployment>'));

const { outdir, remove } = synthesize(fleet, flows, { extend: backend });
afterAll(remove);

test.each(readParts(outdir).flatMap(({ stage, templates }) => templates.map(template => [`${stage} ${template.file.replace(/\w{8}\.template\.json$/, '')}`, template] as const)))(
  '%s', (_, { file: _file, ...template }) => { expect(masked(template)).toMatchSnapshot(); });

test.each(['Organization', 'Audit', 'Trail', 'Budgets'])('%s', (stack) => {
  const file = readdirSync(outdir).find(name => name.startsWith(stack) && name.endsWith('.template.json')) ?? '';
  expect(masked(JSON.parse(readFileSync(join(outdir, file), 'utf8')))).toMatchSnapshot();
});
