import { onboard } from '../../../lib/local/demo/onboard';
import { throughBothFronts } from '../../../lib/local/demo/fronts';
import { validateFleet } from '../../../lib/environment';
import { fleet, flows } from '../../fixtures/fleet';

const [staging, preProduction, production] = fleet.environments;

test('the demo gives what is promoted into fixed addresses, and its source an API, so that traffic comes through both', () => {
  const { environments } = onboard(fleet, flows, 'r-ab12').fleet;
  expect(environments.map(({ ingress }) => ingress)).toEqual([undefined, 'static', 'static']);
  expect(environments.slice(1).map(({ network }) => network.ingressAddresses)).toEqual([['198.19.1.1', '198.19.1.2'], ['198.19.2.1', '198.19.2.2']]);
  expect(() => validateFleet({ ...fleet, environments }, flows)).not.toThrow();
});

test('what the configuration says of a front is kept', () => {
  expect(throughBothFronts({ ...production!, ingress: 'regional' })).toEqual({ ...production, ingress: 'regional' });
  expect(throughBothFronts(staging!)).toBe(staging);
  const network = { ...preProduction!.network, ingressAddresses: ['192.0.2.1', '192.0.2.2'] };
  expect(throughBothFronts({ ...preProduction!, network, ingress: 'static' }).network).toEqual(network);
});

test('an environment of one zone has no place for load balancers', () => {
  expect(throughBothFronts({ ...production!, network: { ...production!.network, availabilityZones: ['me-central-1a'] } }).ingress).toBeUndefined();
});

test('no zone has to be delegated to the embedded AWS', () => {
  expect(throughBothFronts({ ...production!, domain: { ...production!.domain, delegated: false } }).domain.delegated).toBe(true);
});
