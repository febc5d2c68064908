import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownText } from '../../../lib/audit/command';
import { UnusableInput } from '../../../lib/audit/model';
import { render } from '../../../lib/audit/report';
import { trust } from '../report/fixtures/findings';
import { clean, leaky, undecided } from '../report/fixtures/results';
import { folderWith, run } from './fixtures/folder';

const own = { environments: [{ name: 'staging', accounts: ['111111111111'] }] };

const cwd = folderWith({ 'cdk.out/manifest.json': {}, 'plain/a.json': {}, 'plain/b.json': {}, 'a/cdk.out/manifest.json': {}, 'b/cdk.out/manifest.json': {}, 'other.json': { environments: [] }, 'environments.json': ownText(own) });

describe('bulkhead audit', () => {
  test.each([[0, 'all is proven', clean], [1, 'something is violated', leaky], [2, 'something is unknown and nothing violated', undecided]])('exits %i where %s', (status, _when, result) => {
    expect(run(cwd, [], {}, result).status).toBe(status);
  });

  test('reads cdk.out of the working directory where nothing is named', () => {
    const { inputs } = run(cwd, [], {}, clean);
    expect(inputs).toEqual([expect.objectContaining({ sources: [{ kind: 'assembly', path: join(cwd, 'cdk.out') }] })]);
  });

  describe('what the app says of its own environments', () => {
    test.each([[[]], [['cdk.out']], [['./plain/../cdk.out']]])('counts for its own assembly, named or not: %j', folders => {
      expect(run(cwd, folders, {}, clean, own).inputs[0]?.environments).toEqual(own);
    });

    test('does not count for any other assembly, nor beside a file', () => {
      expect(run(cwd, ['a/cdk.out'], {}, clean, own).inputs[0]?.environments).toBeUndefined();
      expect(run(cwd, [], { environments: 'other.json' }, clean, own).inputs[0]?.environments).toEqual({ environments: [] });
    });

    test('is reported like the file that it prints, with its digest and in the command that repeats the audit', () => {
      const repeated = run(cwd, ['cdk.out'], { environments: 'environments.json', format: ['html'] }, clean).out;
      expect(run(cwd, [], { format: ['html'] }, clean, own).out).toBe(repeated);
      expect(repeated).toContain('bulkhead audit FOLDER --environments environments.json');
    });
  });

  test('exits 3 with the file and the place where the input is unusable, and prints no verdict', () => {
    const { status, out, err } = run(cwd, [], {}, new UnusableInput('is cut off', 'cdk.out/manifest.json', 'line 3'));
    expect([status, out, err]).toEqual([3, '', 'cdk.out/manifest.json (line 3): is cut off\n']);
  });

  test('exits 3 without a stack trace where the audit itself breaks', () => {
    const { status, out, err } = run(cwd, [], {}, new RangeError('Maximum call stack size exceeded'));
    expect([status, out, err]).toEqual([3, '', 'the audit could not finish, so there is no verdict: Maximum call stack size exceeded\n']);
  });

  test('says which folder is missing', () => {
    expect(run(cwd, ['nowhere'], {}, clean)).toMatchObject({ status: 3, err: 'nowhere: does not exist\n' });
    expect(run(join(cwd, 'plain'), [], {}, clean)).toMatchObject({ status: 3, err: 'cdk.out: does not exist; synthesize first, or name a folder\n' });
    expect(run(cwd, ['cdk.out', './cdk.out'], {}, clean)).toMatchObject({ status: 3, err: './cdk.out: is given twice\n' });
  });

  test('prints one format to standard output', () => {
    expect(run(cwd, [], { format: ['sarif'] }, leaky).out).toBe(render('sarif', leaky, { command: 'bulkhead audit FOLDER', declarations: [] }));
  });

  test('refuses several formats without a folder for them', () => {
    expect(run(cwd, [], { format: ['html', 'csv'] }, leaky)).toMatchObject({ status: 3, out: '' });
  });

  test('writes whole files and nothing else into --out, and still exits by the verdict', () => {
    const { status, out } = run(cwd, [], { out: 'reports' }, leaky);
    expect(status).toBe(1);
    expect(out).toBe('VIOLATED: wrote audit.html, audit.json, audit.sarif, audit.junit.xml, audit.csv, audit.access.csv to reports\n');
    expect(readdirSync(join(cwd, 'reports')).sort()).toEqual(['audit.access.csv', 'audit.csv', 'audit.html', 'audit.json', 'audit.junit.xml', 'audit.sarif']);
  });

  // Node's own recursion asks for ever below a folder that refuses with ENOENT.
  test.each(['plain/a.json/reports', '/proc/nowhere/reports'])('writes no report where the folder cannot be written, and ends: %s', out => {
    expect(run(cwd, [], { out }, leaky)).toMatchObject({ status: 3, err: expect.stringContaining('the reports cannot be written there') });
  });

  test('refuses to expand a pair that there is not, whatever is written', () => {
    expect(run(cwd, [], { expand: 'staging:nobody' }, leaky)).toMatchObject({ status: 3, out: '', err: expect.stringContaining('is no pair of environments') });
    expect(run(cwd, [], { expand: 'all' }, leaky).status).toBe(1);
  });

  test('explains one finding, and refuses one that there is not', () => {
    expect(run(cwd, [], { explain: trust.id }, leaky)).toMatchObject({ status: 1, out: expect.stringContaining('border between staging and production') });
    expect(run(cwd, [], { explain: 'x', out: 'none' }, leaky)).toMatchObject({ status: 3, out: '', err: expect.stringMatching(/^x \(--explain\): is no finding of this input; there is /) });
    expect(existsSync(join(cwd, 'none'))).toBe(false);
  });

  test('compares with an earlier report of its own', () => {
    run(cwd, [], { out: 'before', format: ['json'] }, leaky);
    const { out, status } = run(cwd, [], { baseline: 'before/audit.json' }, undecided);
    expect(status).toBe(2);
    expect(out).toContain('against the earlier report (VIOLATED → UNKNOWN): 0 appeared, 6 went, 0 changed');
  });

  test('names the audited folder alike wherever it stands', () => {
    const [here, there] = [run(cwd, ['cdk.out'], { format: ['html'] }, leaky), run(join(cwd, 'a'), [join(cwd, 'a', 'cdk.out')], { format: ['html'] }, leaky)];
    expect(here.out).toBe(there.out);
    expect(here.out).not.toContain(cwd);
  });

  test('names several folders below what they share', () => {
    const { out, inputs } = run(cwd, ['a/cdk.out', 'b/cdk.out'], { format: ['csv'] }, clean);
    expect(inputs[0]?.root).toBe(cwd);
    expect(out).toContain('bulkhead audit a/cdk.out b/cdk.out');
  });

  test('judges suppressions on the day of the timestamp', () => {
    expect(run(cwd, [], { timestamp: '2026-03-01T12:00:00.000Z' }, clean).inputs[0]?.today).toBe('2026-03-01');
  });

  test('writes reports that the command repeats', () => {
    run(cwd, [], { out: 'again', format: ['json'] }, leaky);
    run(cwd, [], { out: 'once-more', format: ['json'] }, leaky);
    expect(readFileSync(join(cwd, 'again', 'audit.json'), 'utf8')).toBe(readFileSync(join(cwd, 'once-more', 'audit.json'), 'utf8'));
  });
});
