import { fleet } from './environments';
import flows from './flows.json';
import { backend } from './backend';
import { InvalidFleet } from '../lib/environment';
import { buildFleet, newApp } from '../lib/fleet';

const app = newApp();
try {
  const built = buildFleet(app, fleet, flows, { extend: backend });
  for (const notice of built.notices) process.stderr.write(`${notice}\n`);
  app.synth();
} catch (error) {
  if (!(error instanceof InvalidFleet)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 3;
}
