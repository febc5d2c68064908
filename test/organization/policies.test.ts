// for review: what a change does to each policy shows in the diff of its snapshot; it proves nothing by itself.
import { fleet } from './catalogue';
import { policiesOf, type BoundEnvironment } from '../../lib/organization/environment-policies';

const policies = (fleet.environments as readonly BoundEnvironment[]).flatMap(environment => policiesOf(environment, fleet.organization));

test.each(policies.map(({ name, ...policy }) => [name, policy] as const))('%s', (_, { type, content }) => {
  expect(`${type}\n${JSON.stringify(content, null, 2)}`).toMatchSnapshot();
});
