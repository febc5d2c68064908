// the bootstraps of all environments before the audit: what it takes for granted about them elsewhere is shown here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit } from '../../../lib/audit/audit';
import { bootstrapTemplate } from '../../../lib/delivery';
import { fleet } from '../../fixtures/fleet';
import { bucketOf, contextOf, names } from '../support/contexts';

const folder = mkdtempSync(join(tmpdir(), 'bootstraps-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string) => `${name}.template.json`;

/** What the audit says of the templates, each changed as a leak would. */
const verdictOf = (change: (text: string, name: string) => string = text => text, profiles: readonly ('relations' | 'hygiene')[] = ['relations']) => {
  for (const name of names) writeFileSync(join(folder, file(name)), change(JSON.stringify(bootstrapTemplate(contextOf(name))), name));
  const templates = Object.fromEntries(names.map(name => [file(name), { environment: name, account: contextOf(name).account, region: contextOf(name).region }]));
  const environments = fleet.environments.map(({ name, account, credentials, promotedFrom }) => ({ name, accounts: [account as string], credentials, promotedFrom }));
  const { verdict, findings } = audit({ sources: [{ kind: 'templates', path: folder, mapping: { templates } }], environments: { environments }, profiles });
  return { verdict, open: findings.filter(({ status }) => status === 'open').map(({ message }) => message) };
};

/** The bucket's name, as the template writes it. */
const bucketText = (name: string) => `"BucketName":"${bucketOf(name)}"`;

const inStaging = (from: string, to: string) => (text: string, name: string) => (name === 'staging' ? text.replace(from, to) : text);

test('share nothing', () => {
  expect(verdictOf()).toEqual({ verdict: 'PROVEN', open: [] });
});

test('have nothing to mend within themselves but one trust that AWS documents no condition for', () => {
  // a role cannot be passed to a service of another account, so CloudFormation acts as it for this account alone:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  expect(verdictOf(undefined, ['relations', 'hygiene']).open).toEqual(expect.arrayContaining(names.map(name =>
    `${name}/CloudFormationExecutionRole of ${name} trusts cloudformation.amazonaws.com without saying for which account`)));
  expect(verdictOf(undefined, ['relations', 'hygiene']).open).toHaveLength(names.length);
});

test.each([
  ['a deploy role that trusts another environment', inStaging('"AWS":"arn:aws:iam::111111111111:root"},"Condition"', '"AWS":"arn:aws:iam::333333333333:root"},"Condition"')],
  ['a key that another environment may use', inStaging('"Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":["kms:Decrypt"', '"Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":["kms:Decrypt"')],
  ['one bucket for two environments', inStaging(bucketText('staging'), bucketText('production'))],
])('%s is found', (_, change) => {
  const { verdict, open } = verdictOf(change);
  expect(verdict).toBe('VIOLATED');
  expect(open.length).toBeGreaterThan(0);
});
