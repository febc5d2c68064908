import { App, Stack, Stage, type AppProps } from 'aws-cdk-lib';
import { accounts, scratch, type Name } from './assembly';

const region = 'eu-central-1';

/** Synthesizes an app with one stage per environment; `build` gets a way to add stacks to it, in whatever account. */
export const synthesizeApp = (build: (stack: (id: string, account?: Name) => Stack, name: Name) => void, names: readonly Name[] = ['staging', 'production'], props: AppProps = {}): string => {
  const outdir = scratch();
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false, ...props });
  for (const name of names) {
    const stage = new Stage(app, name, { env: { account: accounts[name], region } });
    build((id, account = name) => new Stack(stage, id, { env: { account: accounts[account], region } }), name);
  }
  app.synth();
  return outdir;
};
