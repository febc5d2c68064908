import { FakeAccount } from './support/fake-account';
import { accounts, assetFiles, assetsBucket, declaration, nestedTemplate, packed, region, type Template } from './support/assembly';
import { call, codes, evidenceOf, idOf, keys, newKey, now, prepareRelease, releasesBucket, type CallOptions, type ReleaseOptions } from './support/release';
import { changeSetName, releaseKeys, type ReasonCode } from '../../../lambda/gate/contract';
import { writeEvidence, type Evidence } from '../../../lib/promotion/evidence';

type Release = Awaited<ReturnType<typeof prepareRelease>>;

interface Spoiled {
  readonly options?: ReleaseOptions;
  readonly spoil?: (account: FakeAccount, release: Release) => void | Promise<void>;
  readonly call?: CallOptions;
  readonly code: ReasonCode;
}

const evidence = (change: Partial<Evidence>): ReleaseOptions => ({ evidence: before => ({ ...before, ...change }) });
const hours = (count: number): string => new Date(now + count * 3_600_000).toISOString();
const bucket = assetsBucket(accounts.production);

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
};

const changed = (account: FakeAccount, stack: string, change: (template: Template) => void) => {
  const [changeSet] = [...account.changeSets.values()].filter(each => each.stack === stack);
  const template = JSON.parse(changeSet!.template);
  change(template);
  changeSet!.template = JSON.stringify(template);
};

const extra = (stack: string, more: object): Spoiled['spoil'] => account => {
  for (const changeSet of account.changeSets.values()) if (changeSet.stack === stack) changeSet.extra = more;
};

/** A change set of a stack with the one that CloudFormation makes beside it for the nested stack, from whatever lay in the bucket then. */
const withNested = (account: FakeAccount, { changeSets }: Release, inner: unknown, more: object = {}) => {
  const nested = account.prepare('Production-App-Nested-1', 'nested', JSON.stringify(inner), {}, {});
  account.stacks.delete('Production-App-Nested-1');
  nested.extra = more;
  changeSets.App.extra = {
    IncludeNestedStacks: true,
    Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Nested', ResourceType: 'AWS::CloudFormation::Stack', ChangeSetId: nested.id } }],
  };
};

const otherInner = { Resources: { Inner: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'other' } } } };
const function_ = (change: (properties: Template) => void): ReleaseOptions => ({
  assembly: { change: (stack, template) => { if (stack === 'App') change(template.Resources.Function.Properties); } },
});

const cases: Record<string, Spoiled> = {
  'while the keys are pending': { call: { keys: 'pending' }, code: 'keys-pending' },
  'without evidence': { spoil: (account, { id }) => { account.objects.delete(`${releasesBucket}/${releaseKeys.evidence(id)}`); }, code: 'evidence-missing' },
  'with evidence that is no envelope': { spoil: (account, { id }) => account.put(releasesBucket, releaseKeys.evidence(id), '{}'), code: 'evidence-malformed' },
  'with evidence by another key': { options: { key: newKey() }, code: 'evidence-signature' },
  'with evidence by the key of the sign-off': { options: { key: keys.signOff }, code: 'evidence-signature' },
  'with the evidence of another release': {
    spoil: async (account, { id }) => {
      const other = await prepareRelease(new FakeAccount(), { number: 2 });
      account.put(releasesBucket, releaseKeys.evidence(id), JSON.stringify(other.envelope));
    },
    code: 'evidence-release',
  },
  'with evidence for another target': { options: evidence({ target: 'pre-production' }), code: 'evidence-target' },
  'with evidence from another source': { options: evidence({ source: { environment: 'development', account: accounts.staging } }), code: 'evidence-source' },
  'with expired evidence': { call: { at: now + 25 * 3_600_000 }, code: 'evidence-expired' },
  'with evidence from the future': { call: { at: now - 3 * 3_600_000 }, code: 'evidence-early' },
  'with evidence that holds for eight days': { options: evidence({ expiresAt: hours(8 * 24) }), code: 'evidence-lifetime' },
  'when the source\'s audit was not proven': { options: evidence({ audit: { verdict: 'UNKNOWN', reportDigest: 'a'.repeat(64) } }), code: 'audit-violated' },
  'when the source counted a difference': { options: evidence({ parity: { verdict: 'VIOLATED', differences: 1 } }), code: 'parity-differs' },
  'without an acceptance run': { options: evidence({ acceptance: undefined }), code: 'acceptance-missing' },
  'without a load run': { options: evidence({ load: undefined }), code: 'load-missing' },
  'with a failed scenario': {
    options: { evidence: before => ({ ...before, acceptance: { ...before.acceptance!, cases: [...before.acceptance!.cases, { name: 'a refused document', passed: false }] } }) },
    code: 'acceptance-failed',
  },
  'with an acceptance run of another assembly': {
    options: { evidence: before => ({ ...before, acceptance: { ...before.acceptance!, assemblyDigest: `sha256:${'0'.repeat(64)}` } }) }, code: 'acceptance-foreign',
  },
  'with an acceptance run in the place of the load run': { options: { evidence: before => ({ ...before, load: before.acceptance }) }, code: 'load-foreign' },
  'with a run that is over a week old': {
    options: { evidence: before => ({ ...before, load: { ...before.load!, startedAt: hours(-9 * 24), finishedAt: hours(-8 * 24) } }) }, code: 'load-stale',
  },
  'without a look at the source\'s ways': { options: evidence({ connectivity: undefined }), code: 'connectivity-missing' },
  'with a way of the source that does not hold': {
    options: { evidence: before => ({ ...before, connectivity: { ...before.connectivity!, cases: [...before.connectivity!.cases, { name: 'allow-list uae-kyc', passed: false, detail: 'fails: not-allowed (403)' }] } }) },
    code: 'connectivity-failed',
  },
  'with a look at the ways that is over a day old': {
    options: { evidence: before => ({ ...before, connectivity: { ...before.connectivity!, startedAt: hours(-28), finishedAt: hours(-27) } }) }, code: 'connectivity-stale',
  },
  'with a look at the ways that ended after the evidence was made': {
    options: { evidence: before => ({ ...before, connectivity: { ...before.connectivity!, finishedAt: hours(-1) } }) }, code: 'connectivity-stale',
  },
  'with a look at another environment\'s ways': {
    options: { evidence: before => ({ ...before, connectivity: { ...before.connectivity!, environment: 'development' } }) }, code: 'connectivity-foreign',
  },
  'with the acceptance run in the place of a look at the ways': { options: { evidence: before => ({ ...before, connectivity: before.acceptance }) }, code: 'connectivity-foreign' },
  'with a look at the ways that was put in after the evidence was signed': {
    options: evidence({ connectivity: undefined }),
    spoil: (account, { id, digest, envelope }) => account.put(releasesBucket, releaseKeys.evidence(id), JSON.stringify({
      ...envelope, payload: writeEvidence(digest, evidenceOf(id, digest)).toString('base64'),
    })),
    code: 'evidence-signature',
  },
  'without a sign-off': { spoil: (account, { id }) => { account.objects.delete(`${releasesBucket}/${releaseKeys.signOff(id)}`); }, code: 'sign-off-missing' },
  'with a sign-off by the key of the evidence, which continuous integration has': { options: { signOffKey: keys.evidence }, code: 'sign-off-signature' },
  'with the evidence in the place of the sign-off': {
    spoil: (account, { id, envelope }) => account.put(releasesBucket, releaseKeys.signOff(id), JSON.stringify(envelope)),
    call: { keys: { evidence: keys.evidence.publicKey, signOff: keys.evidence.publicKey } },
    code: 'sign-off-malformed',
  },
  'with the sign-off of another evidence': {
    spoil: async (account, { id }) => {
      const other = await prepareRelease(new FakeAccount(), evidence({ expiresAt: hours(25) }));
      account.put(releasesBucket, releaseKeys.signOff(id), JSON.stringify(other.signedOff));
    },
    code: 'sign-off-foreign',
  },
  'with a sign-off by another role': {
    options: { signOff: before => ({ ...before, approver: `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-ci/ada` }) }, code: 'sign-off-person',
  },
  'with a sign-off in another account': {
    options: { signOff: before => ({ ...before, approver: `arn:aws:sts::${accounts.production}:assumed-role/bulkhead-approver/ada` }) }, code: 'sign-off-person',
  },
  'with a sign-off by the one who made the evidence': { options: evidence({ maker: `arn:aws:sts::${accounts.staging}:assumed-role/bulkhead-ci/ada` }), code: 'sign-off-person' },
  'with a sign-off from before the evidence': { options: { signOff: before => ({ ...before, approvedAt: hours(-30) }) }, code: 'sign-off-time' },
  'with evidence of another assembly than the archive': {
    spoil: (account, { digest }) => account.put(releasesBucket, `${releaseKeys.assembly(digest.slice(7))}assembly-Production/App.template.json`, '{}'), code: 'archive-differs',
  },
  'with a file too many in the archive': {
    spoil: (account, { digest }) => account.put(releasesBucket, `${releaseKeys.assembly(digest.slice(7))}more.json`, '{}'), code: 'archive-differs',
  },
  'with a file in the archive that the digest leaves out': {
    spoil: (account, { digest }) => account.put(releasesBucket, `${releaseKeys.assembly(digest.slice(7))}.cache/code.zip`, 'x'), code: 'archive-differs',
  },
  'with an object of the archive that leads out of it': {
    spoil: (account, { digest }) => account.put(releasesBucket, `${releaseKeys.assembly(digest.slice(7))}../../x`, 'x'), code: 'archive-differs',
  },
  'without the archive': {
    spoil: account => { for (const key of account.objects.keys()) if (key.includes('/assemblies/')) account.objects.delete(key); }, code: 'archive-incomplete',
  },
  'with an assembly that the audit refutes': {
    options: { assembly: { change: (stack, template) => { if (stack === 'Data') template.Resources.Setting.Properties.Value = `arn:aws:s3:::x arn:aws:sqs:eu-central-1:${accounts.staging}:queue`; } } },
    code: 'audit-violated',
  },
  'with an assembly of another shape than the source': {
    options: { assembly: { change: (stack, template) => { if (stack === 'Data') template.Resources.More = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } }; } } },
    code: 'parity-differs',
  },
  'with a declared difference that could cover everything': {
    options: {
      assembly: { change: (stack, template) => { if (stack === 'Data') template.Resources.More = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } }; } },
      ...evidence({ declaration: { ...declaration, differences: [{ what: 'AWS::*', reason: 'r', owner: 'o' }] } }),
    },
    code: 'audit-declaration',
  },
  'with a suppression in the declaration': {
    options: evidence({ declaration: { ...declaration, suppressions: [{ finding: 'accounts.foreign-*', reason: 'r', owner: 'o', expires: '2031-01-01' }] } }), code: 'audit-declaration',
  },
  'with a declared link into the environment': {
    options: evidence({ declaration: { ...declaration, links: [{ from: 'Staging', to: 'Production', what: 'Production-App/*', reason: 'r', owner: 'o' }] } }), code: 'audit-declaration',
  },
  'with a declared link into the source, described as an account that governs': {
    options: evidence({ declaration: {
      environments: declaration.environments.map(({ credentials, ...each }) => (each.name === 'Staging' ? each : { ...each, credentials })),
      links: [{ from: 'Production', to: 'Staging', what: 'Production-App/*', reason: 'r', owner: 'o' }],
    } }),
    code: 'audit-declaration',
  },
  'with a declaration that takes the source for another account': {
    options: evidence({ declaration: { environments: declaration.environments.map(each => (each.name === 'Staging' ? { ...each, accounts: ['222222222222'] } : each)) } }), code: 'audit-declaration',
  },
  'with a declaration that takes the environment for another account': {
    options: evidence({ declaration: { environments: declaration.environments.filter(({ name }) => name !== 'Production') } }), code: 'audit-declaration',
  },
  'with a nested change set that was made from another template than lies in the bucket now': {
    options: { assembly: { nested: true } }, spoil: (account, release) => withNested(account, release, otherInner), code: 'change-set-template',
  },
  'with a nested change set that takes over what exists': {
    options: { assembly: { nested: true } }, spoil: (account, release) => withNested(account, release, nestedTemplate, { Changes: [{ ResourceChange: { Action: 'Import' } }] }), code: 'change-set-settings',
  },
  'with a nested stack at another address than the template that was read': {
    options: { assembly: { nested: true, change: (stack, template) => {
      if (stack === 'App') template.Resources.Nested.Properties.TemplateURL = `https://evil.s3.${region}.amazonaws.com/${bucket}/inner.json`;
    } } },
    code: 'asset-unverifiable',
  },
  'with a nested stack that names one published template and is read from another': {
    options: { assembly: { nested: true, change: (stack, template) => {
      if (stack === 'App') template.Resources.Nested.Properties.TemplateURL = `https://s3.${region}.amazonaws.com/${bucket}/App-1.json`;
    } } },
    code: 'asset-unverifiable',
  },
  'with code under a key that the archive does not publish': { options: function_(({ Code }) => { Code.S3Key = 'later.zip'; }), code: 'asset-unverifiable' },
  'with code in another bucket': { options: function_(({ Code }) => { Code.S3Bucket = 'another'; }), code: 'asset-unverifiable' },
  'with an image under a name that can be moved': { options: function_(({ Code }) => { Code.ImageUri = 'registry/image:latest'; }), code: 'asset-unverifiable' },
  'with a part that CloudFormation fetches while the change set is made': {
    options: function_(properties => { properties.Environment = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: `s3://${bucket}/x` } } }; }), code: 'audit-unknown',
  },
  'with a macro of somebody': { options: { assembly: { change: (_, template) => { template.Transform = ['AWS::LanguageExtensions', 'Somebody::Macro']; } } }, code: 'audit-unknown' },
  'with a changed template in a change set': { spoil: account => changed(account, 'Production-Data', template => { template.Resources.Setting.Properties.Value = 'other'; }), code: 'change-set-template' },
  'with a template that gives one key twice': {
    spoil: account => {
      for (const changeSet of account.changeSets.values()) changeSet.template = changeSet.template.replace('{', '{"Parameters":{},');
    },
    code: 'change-set-template',
  },
  'with a parameter that is set otherwise': { spoil: (_, { changeSets }) => { changeSets.App.parameters = { BootstrapVersion: '/other' }; }, code: 'change-set-parameters' },
  'with a parameter too many': { spoil: (_, { changeSets }) => { changeSets.App.parameters = { ...changeSets.App.parameters, More: 'x' }; }, code: 'change-set-parameters' },
  'with other tags': { spoil: (_, { changeSets }) => { changeSets.App.tags = { owner: 'somebody' }; }, code: 'change-set-settings' },
  'with a change set that takes over what exists': { spoil: extra('Production-Data', { Changes: [{ ResourceChange: { Action: 'Import' } }] }), code: 'change-set-settings' },
  'with a change set that tells somebody else': { spoil: extra('Production-Data', { NotificationARNs: ['arn:aws:sns:eu-central-1:111111111111:x'] }), code: 'change-set-settings' },
  'with a change set that leaves a failure as it is': { spoil: extra('Production-Data', { OnStackFailure: 'DO_NOTHING' }), code: 'change-set-settings' },
  'with an unknown capability': { spoil: extra('Production-Data', { Capabilities: ['CAPABILITY_OTHER'] }), code: 'change-set-settings' },
  'with an additional stack': { spoil: account => { account.prepare('Production-More', changeSetName(idOf(1)), '{}', {}, {}); }, code: 'extra-stack' },
  'with an additional change set': { spoil: account => { account.prepare('Production-App', 'other', '{}', {}, {}); }, code: 'extra-change-set' },
  'without a published asset': { spoil: account => { account.objects.delete(`${bucket}/code-1.zip`); }, code: 'asset-missing' },
  'with another file in a published asset': { spoil: account => account.put(bucket, 'code-1.zip', packed(1, { ...assetFiles(1), 'more.js': '' })), code: 'asset-differs' },
  'with one flipped bit in a published asset': { spoil: account => account.put(bucket, 'code-1.zip', flipped(packed(1), 60)), code: 'asset-differs' },
  'with an asset that is an image': { options: { assembly: { assetKind: 'dockerImages' } }, code: 'asset-unverifiable' },
  'while somebody else changes a stack': { spoil: account => { account.stacks.get('Production-Data')!.status = 'UPDATE_IN_PROGRESS'; }, code: 'stack-busy' },
};

test.each(Object.entries(cases))('nothing is executed %s', async (_, { options, spoil, call: how, code }) => {
  const account = new FakeAccount();
  const release = await prepareRelease(account, options);
  await spoil?.(account, release);
  const answer = await call(account, release.id, how);
  expect(answer.outcome).toBe('refused');
  expect(codes(answer)).toContain(code);
  expect(account.executed).toEqual([]);
});

test.each([undefined, null, {}, { version: 1 }, { version: 1, release: '../x' }, { version: 1, release: 7 }, 'r'])('a call that names no release is refused: %j', async request => {
  const account = new FakeAccount();
  expect(codes(await call(account, (request as { release: string })?.release))).toEqual(['release-malformed']);
  expect(account.calls).toEqual([]);
});
