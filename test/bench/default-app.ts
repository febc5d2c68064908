// the shipped app as `cdk init` would run it: type-checked at each start, with CDK's own validation on.
import { backend } from '../../bin/backend';
import { fleet } from '../../bin/environments';
import flows from '../../bin/flows.json';
import { buildFleet, newApp } from '../../lib/fleet';

const app = newApp({ validation: true });
buildFleet(app, fleet, flows, { extend: backend });
app.synth();
