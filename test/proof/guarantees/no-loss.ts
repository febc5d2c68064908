import { explore } from '../exploration/explore';
import { scenarios } from '../exploration/scenarios';
import { count } from '../figure';
import type { Figure, Guarantee, Scale } from '../figure';

const prove = async (scale: Scale): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const scenario of scenarios.filter(({ long }) => scale === 'full' || !long)) {
    const faults = scale === 'full' ? scenario.faults : 0;
    const { states, ends, broken } = await explore({ ...scenario, faults });
    figures.push({
      what: `${scenario.name}: every order of the AWS calls, at most ${faults} of them failing or crashing with or without effect, and a crash of everything in each state`,
      figure: `${count(states)} states, ${count(ends)} ends, ${broken === undefined ? '0 broken' : `broken: ${broken}`}`,
      held: broken === undefined && states > 10,
    });
  }
  return figures;
};

export const noLoss: Guarantee = { number: 4, title: 'No loss, one effect', prove };
