import { clean } from '../report/fixtures/results';
import { folderWith, run } from './fixtures/folder';

const good = `environments:
  - name: staging
    accounts: ['111111111111']
    credentials: test
  - name: production
    accounts: ['333333333333']
    credentials: live
    promotedFrom: staging
links:
  - from: production
    to: '999999999999'
    what: arn:aws:kms:*:999999999999:key/*
    reason: fingerprints are compared there
    owner: platform team
`;

const cwd = folderWith({
  'cdk.out/manifest.json': {},
  'plain/a.json': { Resources: {} },
  'good.yaml': good,
  'good.json': { environments: [{ name: 'staging', accounts: ['111111111111'] }] },
  'typo.yaml': good.replace('links:', 'link:'),
  'number.yaml': good.replace('\'333333333333\'', '333333333333'),
  'everything.yaml': good.replace('arn:aws:kms:*:999999999999:key/*', '\'*\''),
  'twice.yaml': `${good}links: []\n`,
  'empty.yaml': '',
  'torn.json': '{ "environments": [',
  'deep.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  'bomb.yaml': `a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b]\n`,
  'expiry.yaml': 'suppressions:\n  - finding: secrets.plaintext-*\n    reason: known\n    owner: me\n    expires: 2026-02-30\n',
  'mapping.yaml': 'templates:\n  a.json: { environment: staging, account: "111111111111", region: eu-central-1 }\n',
});

const read = (path: string) => ({ ...clean, inputs: [{ path, sha256: '0'.repeat(64), bytes: 1 }] });

const reading = (environments: string) => run(cwd, [], { environments }, clean);

describe('the environments file', () => {
  test('is YAML or JSON, and reaches the audit as it is written', () => {
    expect(reading('good.yaml').inputs[0]?.environments).toMatchObject({ environments: [{ name: 'staging', accounts: ['111111111111'] }, { promotedFrom: 'staging' }], links: [{ owner: 'platform team' }] });
    expect(reading('good.json').inputs[0]?.environments).toEqual({ environments: [{ name: 'staging', accounts: ['111111111111'] }] });
  });

  test('is listed on the report with its digest, because the verdict rests on it', () => {
    expect(run(cwd, [], { environments: 'good.yaml', format: ['csv'] }, clean).out).toMatch(/"input".*"good.yaml".*"[0-9a-f]{64}"/);
  });

  test.each([
    ['typo.yaml', 'typo.yaml (line 1): the file: Unrecognized key: "link"'],
    ['number.yaml', 'number.yaml (line 6): environments.1.accounts.0: an account has twelve digits; quote it, or YAML takes it for a number'],
    ['everything.yaml', 'everything.yaml (line 12): links.0.what: matches everything; say what exactly is meant'],
    ['twice.yaml', 'twice.yaml (line 15): Map keys must be unique'],
    ['torn.json', /^torn\.json \(line 1\): /],
    ['deep.json', 'deep.json: is nested deeper than 60 levels'],
    ['bomb.yaml', 'bomb.yaml: has too many aliases'],
    ['expiry.yaml', 'expiry.yaml (line 5): suppressions.0.expires: is no day; write YYYY-MM-DD'],
    ['empty.yaml', 'empty.yaml: the file: Invalid input: expected object, received null'],
    ['/dev/zero', 'zero: is larger than 1048576 bytes'],
    ['missing.yaml', 'missing.yaml: does not exist'],
    ['cdk.out', 'cdk.out: is a folder'],
  ])('is refused with its place: %s', (file, message) => {
    const { status, out, err, inputs } = reading(file);
    expect([status, out, inputs]).toEqual([3, '', []]);
    expect(err.trimEnd()).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });
});

describe('the mapping file', () => {
  test('gives plain templates their environments', () => {
    expect(run(cwd, ['plain'], { mapping: 'mapping.yaml' }, read('a.json')).inputs[0]?.sources).toEqual([
      { kind: 'templates', path: expect.stringMatching(/plain$/), mapping: { templates: { 'a.json': { environment: 'staging', account: '111111111111', region: 'eu-central-1' } } } },
    ]);
  });

  test('is asked for where a folder is no assembly', () => {
    expect(run(cwd, ['plain'], {}, clean)).toMatchObject({ status: 3, inputs: [], err: expect.stringContaining('plain templates need --mapping') });
  });

  test('is refused where there is no folder of plain templates', () => {
    expect(run(cwd, ['cdk.out'], { mapping: 'mapping.yaml' }, clean)).toMatchObject({ status: 3, err: 'cdk.out (--mapping): a mapping belongs to one folder of plain templates, and there is none\n' });
  });
});

describe('the earlier report', () => {
  test.each(['good.json', 'torn.json', 'missing.json'])('is refused where it is no report: %s', baseline => {
    expect(run(cwd, [], { baseline }, clean)).toMatchObject({ status: 3, out: '' });
  });
});
