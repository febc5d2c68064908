import { parse } from 'yaml';
import pinned from '../../../lib/delivery/ci/actions.json';
import { workflowFiles } from '../../../lib/delivery/ci/workflows';
import type { Job, Step, Workflow } from '../../../lib/delivery/ci/workflow';
import type { CiConfig, EnvironmentConfig } from '../../../lib/environment';
import { fleet } from '../../fixtures/fleet';

const files = workflowFiles(fleet);
const workflows = files.map(({ name, content }) => ({ name, content, workflow: parse(content) as Workflow }));
const workflowOf = (name: string) => workflows.find(file => file.name === name)!.workflow;
const pullRequest = workflowOf('bulkhead-pull-request.yml');
const deploy = workflowOf('bulkhead-deploy.yml');
const release = workflowOf('bulkhead-release.yml');
const rollback = workflowOf('bulkhead-rollback.yml');
const jobs = workflows.flatMap(({ name, workflow }) => Object.entries(workflow.jobs).map(([id, job]) => ({ id: `${name} ${id}`, job })));
const steps = jobs.flatMap(({ id, job }) => job.steps.map(step => ({ id: `${id}: ${step.name}`, step })));

const withCi = (change: (config: EnvironmentConfig) => CiConfig | undefined) => ({
  ...fleet, environments: fleet.environments.map(config => ({ ...config, ci: change(config) })),
});

describe('the workflow files', () => {
  test('are YAML that GitHub reads as ours: names, triggers and jobs', () => {
    expect(files.map(({ name }) => name)).toEqual(['bulkhead-pull-request.yml', 'bulkhead-deploy.yml', 'bulkhead-release.yml', 'bulkhead-rollback.yml']);
    expect(Object.keys(pullRequest.jobs)).toEqual(['check', 'comment']);
    expect(Object.keys(deploy.jobs)).toEqual(['build', 'staging', 'accept-for-pre-production']);
    expect(Object.keys(release.jobs)).toEqual(['evidence-for-pre-production', 'pre-production', 'accept-for-production', 'evidence-for-production', 'production']);
    expect(pullRequest.on).toEqual({ pull_request: { branches: ['main'] } });
    expect(deploy.on).toEqual({ push: { branches: ['main'] } });
    expect(release.on).toMatchObject({ workflow_dispatch: { inputs: { target: { type: 'choice', options: ['pre-production', 'production'] } } } });
  });

  test('use actions of others by commit alone, each with its tag and its source', () => {
    const used = steps.flatMap(({ step }) => step.uses ?? []);
    expect(used.length).toBeGreaterThan(10);
    for (const action of used) {
      const [name = '', commit] = action.split('@');
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      const entry = (pinned as Record<string, { tag: string; commit: string; source: string }>)[name];
      expect(entry).toMatchObject({ commit, tag: expect.stringMatching(/^v\d+\.\d+\.\d+$/), source: `https://github.com/${name}/releases/tag/${entry?.tag}` });
    }
    for (const { content } of workflows) expect(content.match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm)).toHaveLength(content.match(/uses:/g)!.length);
    expect(Object.keys(pinned).filter(name => !used.some(action => action.startsWith(`${name}@`)))).toEqual([]);
  });

  test('ask for no permission that a job does not need', () => {
    for (const { workflow } of workflows) expect(workflow.permissions).toEqual({});
    const inEnvironment = { 'contents': 'read', 'id-token': 'write' };
    // what comes from another run is read with the workflow's own token.
    const withArtifacts = { ...inEnvironment, actions: 'read' };
    expect(Object.fromEntries(jobs.map(({ id, job }) => [id.split(' ')[1], job.permissions]))).toEqual({
      'check': { contents: 'read' },
      'comment': { 'pull-requests': 'write' },
      'build': { contents: 'read' },
      'staging': inEnvironment,
      'accept-for-pre-production': inEnvironment,
      'evidence-for-pre-production': inEnvironment,
      'pre-production': withArtifacts,
      'accept-for-production': withArtifacts,
      'evidence-for-production': inEnvironment,
      'production': withArtifacts,
      'state-for-pre-production': withArtifacts,
      'state-for-production': withArtifacts,
    });
  });

  test('keep no credentials in the folder, and know no secret', () => {
    for (const { content } of workflows) expect(content).not.toMatch(/secrets\.|AWS_ACCESS_KEY|AWS_SECRET|pull_request_target|workflow_run/);
    for (const { step } of steps.filter(({ step: { uses = '' } }) => uses.startsWith('actions/checkout@'))) expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  test('put nothing that others write into a script', () => {
    for (const { id, step } of steps) expect([id, /\$\{\{/.test(step.run ?? '')]).toEqual([id, false]);
  });

  test('end a step with the first command that fails', () => {
    for (const { workflow } of workflows) expect(workflow.defaults).toEqual({ run: { shell: 'bash' } });
    // `echo "$(command)"` succeeds whatever the command does.
    for (const { id, step } of steps) expect([id, /echo [^\n]*\$\(/.test(step.run ?? '')]).toEqual([id, false]);
  });

  test('are the same on every run', () => {
    expect(workflowFiles(fleet)).toEqual(files);
  });
});

describe('a pull request', () => {
  test('is checked without anything of AWS', () => {
    expect(JSON.stringify(pullRequest)).not.toMatch(/aws-actions|id-token|cdk deploy|cdk diff|arn:aws|"environment"/);
  });

  test('is commented by a job that runs none of its code, and none of a fork', () => {
    const comment = pullRequest.jobs['comment'] as Job;
    expect(comment.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(comment.steps.map(({ uses = 'gh' }: Step) => uses.split('@')[0])).toEqual(['actions/download-artifact', 'gh']);
    expect(comment.steps.flatMap(({ run = [] }) => run)).toEqual([expect.stringMatching(/^gh pr comment /)]);
  });

  test('is told of an audit or workflow file that does not hold', () => {
    const scripts = (pullRequest.jobs['check'] as Job).steps.map(({ run = '' }) => run).join('\n');
    expect(scripts).toContain('audit cdk.out');
    expect(scripts).toContain('ci init --check');
  });
});

const at = ({ steps: list }: Job, what: string) => list.findIndex(({ run = '', uses = '' }) => run.includes(what) || uses.includes(what));
const scripts = ({ steps: list }: Job) => list.map(({ run = '' }) => run).join('\n');
const inEnvironments = [deploy, release, rollback].flatMap(({ jobs: all }) => Object.entries(all)).filter(([, { environment }]) => environment !== undefined);

describe('what is deployed', () => {
  test('is built once, and synthesized nowhere else', () => {
    expect(Object.entries({ ...deploy.jobs, ...release.jobs }).filter(([, job]) => at(job, 'cdk synth') >= 0).map(([id]) => id)).toEqual(['build']);
    expect(deploy.jobs['build']!.outputs).toEqual({ digest: '${{ steps.digest.outputs.digest }}' });
  });

  test.each(inEnvironments.filter(([id]) => !id.startsWith('evidence-')))('reaches %s as the bytes that were built, verified before there are credentials', (_, job) => {
    expect(job.env!['DIGEST']).toMatch(/^\$\{\{ (?:needs\.build\.outputs\.digest|inputs\.digest) \}\}$/);
    expect(job.steps[at(job, '--expect')]!.run).toContain('ci digest assembly --expect "$DIGEST"');
    expect(at(job, 'download-artifact')).toBeLessThan(at(job, '--expect'));
    expect(at(job, '--expect')).toBeLessThan(at(job, 'configure-aws-credentials'));
    for (const { run = '' } of job.steps.slice(at(job, 'configure-aws-credentials') + 1)) expect(run).toMatch(/--a(?:pp|ssembly) assembly/);
  });

  test('is never unpacked over the checked-out program, whatever a run has put into its artifact', () => {
    const fetched = inEnvironments.flatMap(([, { steps: list }]) => list.filter(({ uses = '' }) => uses.startsWith('actions/download-artifact@')));
    expect(fetched.length).toBeGreaterThan(4);
    for (const { with: given } of fetched) expect(given!['path']).toMatch(/^\$\{\{ runner\.temp \}\}\//);
  });

  test('comes without the packed assets that the toolkit would take from its cache', () => {
    for (const [, job] of inEnvironments.filter(([, { steps: list }]) => list.some(({ run = '' }) => run.includes('tar -xf')))) {
      expect(at(job, 'rm -rf')).toBeLessThan(at(job, '--expect'));
      expect(job.steps[at(job, 'rm -rf')]!.run).toContain('find assembly -name .cache');
    }
  });

  test.each(inEnvironments)('%s is one account\'s job, in that account\'s own GitHub environment', (_, job) => {
    const accounts = [...new Set(JSON.stringify(job).match(/\b\d{12}\b/g))];
    const { ci, account, region } = fleet.environments.find(config => config.account === accounts[0])!;
    expect([accounts, job.environment]).toEqual([[account], ci!.environment]);
    expect(job.steps[at(job, 'configure-aws-credentials')]!.with).toMatchObject({
      'role-to-assume': `arn:aws:iam::${account as string}:role/bulkhead-ci`, 'aws-region': region, 'allowed-account-ids': account,
    });
    expect(job.concurrency).toMatchObject({ 'cancel-in-progress': false });
  });

  test('goes to staging directly, and elsewhere through the gate alone', () => {
    expect(scripts(deploy.jobs['staging']!)).toContain('npx cdk deploy \'Staging/*\' --app assembly');
    for (const [, job] of inEnvironments.filter(([id]) => id !== 'staging')) expect(scripts(job)).not.toMatch(/cdk deploy|execute-change-set/);
    for (const name of ['pre-production', 'production']) {
      expect(at(release.jobs[name]!, `release prepare ${name}`)).toBeLessThan(at(release.jobs[name]!, `release execute ${name}`));
      expect(at(release.jobs[name]!, 'release prepare')).toBeGreaterThan(0);
    }
  });

  test('goes on with evidence of the environment before it, which that environment\'s own job hands over', () => {
    for (const [source, target] of [['staging', 'pre-production'], ['pre-production', 'production']] as const) {
      const fetching = release.jobs[`evidence-for-${target}`]!;
      expect([fetching.environment, fetching.if]).toEqual([source, `\${{ inputs.target == '${target}' }}`]);
      expect(scripts(fetching)).toContain(`evidence fetch ${source} "$RELEASE"`);
      expect(release.jobs[target]!.needs).toEqual([`evidence-for-${target}`]);
    }
  });

  test('is accepted by suites that have no credentials of the account', () => {
    for (const job of [deploy.jobs['accept-for-pre-production']!, release.jobs['accept-for-production']!]) {
      expect(at(job, 'npm run acceptance')).toBeGreaterThan(at(job, '--expect'));
      expect(at(job, 'npm run load')).toBeLessThan(at(job, 'configure-aws-credentials'));
      expect(at(job, 'configure-aws-credentials')).toBeLessThan(at(job, 'evidence sign'));
    }
  });

  test('goes back by a statement of the source that needs no runs, then on as every release', () => {
    expect(rollback.on).toMatchObject({ workflow_dispatch: { inputs: { target: { options: ['pre-production', 'production'] } } } });
    for (const [source, target] of [['staging', 'pre-production'], ['pre-production', 'production']] as const) {
      const job = rollback.jobs[`state-for-${target}`]!;
      expect([job.environment, job.if]).toEqual([source, `\${{ inputs.target == '${target}' }}`]);
      expect(scripts(job)).toContain(`evidence sign ${source} --for ${target} --assembly assembly --rollback`);
      expect(scripts(job)).not.toMatch(/release prepare|release execute|npm run (?:acceptance|load)/);
    }
  });

  test('has no release to make where nothing is promoted', () => {
    const direct = { ...fleet, environments: fleet.environments.filter(({ name }) => name === 'staging') };
    expect(workflowFiles(direct).map(({ name }) => name)).toEqual(['bulkhead-pull-request.yml', 'bulkhead-deploy.yml']);
  });
});

test.each<[string, (config: EnvironmentConfig) => CiConfig | undefined, string]>([
  ['no repository', () => undefined, 'no environment whose account is known has `ci`'],
  ['two repositories', ({ name, ci }) => ({ ...ci!, repository: `example/${name}` }), 'write the workflows of all but one of them by hand'],
  ['two branches', ({ name, ci }) => ({ ...ci!, branch: name }), 'the same assembly goes through all of them, so give one'],
  ['a source without one', ({ name, ci }) => (name === 'staging' ? undefined : ci), '\'pre-production\' is promoted from \'staging\', which has no `ci`'],
])('%s is told', (_, change, message) => {
  expect(() => workflowFiles(withCi(change))).toThrow(message);
});
