// the project's own fleet with the team's backend: what logical ids are called decides nothing.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backend } from '../../../bin/backend';
import { fleet, flows } from '../../fixtures/fleet';
import { synthesize, type Synthesized } from '../../fixtures/synthesize';
import { declared } from '../mutants/judge';
import { clean, open, run, scratch } from '../support/assembly';

let own: Synthesized;
beforeAll(() => {
  own = synthesize(fleet, flows, { extend: backend });
});
afterAll(() => {
  own.remove();
  clean();
});

const idsOf = (text: string): string[] => {
  const template = JSON.parse(text) as Record<string, object>;
  return ['Resources', 'Parameters', 'Outputs', 'Mappings', 'Rules', 'Conditions'].flatMap(section => Object.keys(template[section] ?? {}));
};

/** Gives every id another name, one that is the same in all templates; references, exports and imports follow. */
const renamed = (name: (id: string, index: number) => string): string => {
  const folder = scratch();
  cpSync(own.outdir, folder, { recursive: true });
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.template.json'))
    .map(file => join(folder, file));
  const ids = [...new Set(files.flatMap(file => idsOf(readFileSync(file, 'utf8'))))].sort();
  const names = new Map(ids.map((id, index) => [id, name(id, index)]));
  for (const file of files) {
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/(?<=[":{])([A-Za-z0-9]+)(?=["}.])/g, word => names.get(word) ?? word),
    );
  }
  return folder;
};

const invariants = ['identities.trust', 'identities.resource-policy', 'accounts.foreign', 'data.own-key'];
// what an environment may lack is told by logical ids, which are others here.
const differences = declared.differences!.map(({ what, environment, reason, owner }) => ({ what, environment, reason, owner }));
const declaration = { ...declared, differences, links: declared.links!.flatMap(link => invariants.map(what => ({ ...link, what }))) };
const findings = (folder: string) => open(run(folder, declaration)).map(({ verdict, message }) => `${verdict} ${message}`);

test('nothing is alarmed as it is', () => expect(findings(own.outdir)).toEqual([]));

test('nothing is alarmed with names that say nothing', () => expect(findings(renamed((_, index) => `X${index}`))).toEqual([]));

test('nothing is alarmed with names that promise secrets and links', () => {
  expect(findings(renamed((_, index) => `${['ProductionSecret', 'ApiKey', 'PeeringRole', 'StagingPassword'][index % 4]}${index}`))).toEqual(
    [],
  );
});

test('nothing is alarmed with names that end in digests, as CDK makes them', () => {
  expect(
    findings(
      renamed(
        (id, index) =>
          `${id.replace(/[0-9A-F]{8}$/, '')}${createHash('sha256').update(`${index}`).digest('hex').slice(0, 8).toUpperCase()}`,
      ),
    ),
  ).toEqual([]);
});
