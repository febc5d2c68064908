import { formats, render } from '../../../lib/audit/report';
import { leaky } from './fixtures/results';

const [{ suppression }] = leaky.suppressions as [(typeof leaky.suppressions)[number]];

test.each(formats)('the %s report says what is suppressed, why, who answers for it and until when', (format) => {
  const text = render(format, leaky, { command: 'bulkhead audit FOLDER', declarations: [] });
  expect(text).toContain(suppression.reason);
  expect(text).toContain(suppression.owner);
  expect(text).toContain(suppression.expires);
});
