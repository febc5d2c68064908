import { guarantees } from './guarantees';
import { everyTime, isNoticed } from './sabotage';

jest.setTimeout(300_000);

test.each(guarantees.map(guarantee => [guarantee.number, guarantee.title, guarantee] as const))(
  'guarantee %i, %s, holds as far as the short form tries', async (_, __, { prove }) => {
    for (const { what, figure, held } of await prove('short')) expect({ what, figure, held }).toEqual({ what, figure, held: true });
  });

test.each(everyTime.map(sabotage => [sabotage.name, sabotage] as const))('a copy of the sources with %s is noticed', (_, sabotage) => {
  expect(isNoticed(sabotage)).toBe(true);
});
