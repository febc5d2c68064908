// synthesizes as many environments as its argument says, into CDK_OUTDIR.
import { buildFleet, newApp } from '../../lib/fleet';
import { fleet, flows } from '../fixtures/fleet';

const count = Number(process.argv[2]);
const template = JSON.stringify(fleet.environments[1]);

const environments = Array.from({ length: count }, (_, index) => {
  const name = `environment-${index}`;
  const copy = JSON.parse(template.replaceAll('pre-production', name)) as typeof fleet.environments[number];
  return {
    ...copy,
    account: String(100000000000 + index),
    qualifier: `e${index}`,
    promotedFrom: undefined,
    network: { ...copy.network, cidr: `10.${index}.0.0/20`, egressAddresses: [`192.0.2.${index * 2}`, `192.0.2.${index * 2 + 1}`] },
  };
});

const app = newApp();
buildFleet(app, { ...fleet, environments }, Object.fromEntries(environments.map(({ name }) => [
  name, JSON.parse(JSON.stringify(flows['pre-production']).replaceAll('pre-production', name)) as unknown,
])));
app.synth();
