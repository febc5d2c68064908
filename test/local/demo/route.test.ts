import { fleet as shipped } from '../../../bin/environments';
import type { EnvironmentConfig } from '../../../lib/environment';
import { promotionRoute } from '../../../lib/local/demo/release/route';

const [template] = shipped.environments as [EnvironmentConfig];
const environment = (name: string, promotedFrom?: string): EnvironmentConfig => ({ ...template, name, promotedFrom });
const routeOf = (...environments: EnvironmentConfig[]) => promotionRoute({ ...shipped, environments });

test('the shipped environments are one route', () => {
  expect(promotionRoute(shipped)).toEqual(['staging', 'pre-production', 'production']);
});

test('of several routes the longest is taken, in whatever order they are configured', () => {
  expect(routeOf(environment('live', 'middle'), environment('alone'), environment('middle', 'first'), environment('first'))).toEqual(['first', 'middle', 'live']);
});

test('where nothing is promoted the route ends where it begins', () => {
  expect(routeOf(environment('first'))).toEqual(['first']);
});
