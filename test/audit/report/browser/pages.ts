// the pages that the browser is shown, bundled by browser.mjs.
import { render } from '../../../../lib/audit/report';
import { hostile } from '../fixtures/hostile';
import { clean, context, costs, leaky, resultOf, undecided } from '../fixtures/results';

const many = resultOf('PROVEN', [], Array.from({ length: 12 }, (_, index) => `environment-${index}`));

export const pages = {
  ...Object.fromEntries(Object.entries({ leaky, undecided, clean, hostile, many }).map(([name, result]) => [name, render('html', result, context)])),
  priced: render('html', clean, { ...context, costs }),
};
