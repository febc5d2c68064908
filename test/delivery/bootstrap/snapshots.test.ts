// the whole bootstrap as it is deployed, so that a change of any policy shows in a review.
import { bootstrapTemplate } from '../../../lib/delivery';
import { contextOf, names } from '../support/contexts';

test.each(names)('the bootstrap of %s', (name) => {
  expect(bootstrapTemplate(contextOf(name))).toMatchSnapshot();
});
