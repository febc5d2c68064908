// independent apps of public style, each in two accounts: nothing may be violated, and what stays open is known.
import { App } from 'aws-cdk-lib';
import { clean, open, run, scratch } from '../support/assembly';
import { apps } from './apps';

afterAll(clean);

const synthesize = (build: (app: App) => void): string => {
  const outdir = scratch();
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  build(app);
  app.synth();
  return outdir;
};

/** What templates alone cannot show, per environment; docs/audit-unknowns.md says why. */
const leftOpen: Readonly<Record<string, readonly RegExp[]>> = {
  'a static site': [/^asset\.[0-9a-f]{64}\.zip of \S+ was not read: is larger than what is read/],
  'a container service': [
    /^ServiceStaging Transform .* the macro 'AWS::Serverless-2016-10-31'|^ServiceProduction Transform .* the macro 'AWS::Serverless-2016-10-31'/,
  ],
};

describe.each(apps)('%s in two accounts', (name, build) => {
  const { warn } = console;
  beforeAll(() => {
    console.warn = () => undefined;
  });
  afterAll(() => {
    console.warn = warn;
  });
  const found = () => open(run(synthesize(build)));

  test('shares nothing: no finding is a violation', () => {
    expect(
      found()
        .filter(({ verdict }) => verdict === 'VIOLATED')
        .map(({ message }) => message),
    ).toEqual([]);
  });

  test('leaves open what is known to be open, and nothing else', () => {
    const unknown = found().filter(({ verdict }) => verdict === 'UNKNOWN');
    const expected = leftOpen[name] ?? [];
    for (const { message } of unknown) expect(expected.some(pattern => pattern.test(message)) ? '' : message).toBe('');
    expect(unknown).toHaveLength(expected.length * 2);
  });
});

test('an app that shares something is not clean, so that being clean means something', () => {
  const found = open(
    run(
      synthesize(app => {
        const [[, queueWorker]] = apps as [(typeof apps)[number]];
        queueWorker(app);
        const [one, other] = app.node.children as unknown as { addMetadata?: (key: string, value: string) => void; account: string }[];
        one!.addMetadata?.('peer', `arn:aws:iam::${other!.account}:root`);
      }),
    ),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ verdict: 'VIOLATED', invariant: 'accounts.foreign', environments: ['WorkerProduction', 'WorkerStaging'] }),
  );
});
