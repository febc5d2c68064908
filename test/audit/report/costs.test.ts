import { render } from '../../../lib/audit/report';
import { clean, context, costs } from './fixtures/results';

const unknown = 'more than 141.20, for the price of 2 × AWS::RDS::DBInstance is not known';

test('what environments cost stands beside them, and what has no price is told', () => {
  const html = render('html', clean, { ...context, costs });
  expect(html).toContain('<td class="cost number">82.40</td>');
  expect(html).toContain(`<td class="cost">${unknown}</td>`);
  expect(html).toContain('US dollars at list prices. No part of the verdict.');
  expect(render('table', clean, { ...context, costs })).toContain(`a month, idle: staging 82.40; production ${unknown} (US dollars at list prices)`);
  expect(JSON.parse(render('json', clean, { ...context, costs }))).toMatchObject({ costs });
});

test('a report of somebody who knows no prices says nothing about them', () => {
  for (const format of ['html', 'table', 'json'] as const) expect(render(format, clean, context)).not.toMatch(/a month|costs/);
});
