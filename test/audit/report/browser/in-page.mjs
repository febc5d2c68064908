// run inside the page, as text: each gives back what is wrong with it.

/** Text whose contrast with what is behind it is below 4.5, the least for readers with poor sight. */
export const lowContrast = () => {
  const numbers = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map(value => value / 255).map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll('body *')].filter(element => !element.closest('svg') && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && element.getClientRects().length > 0);
  return texts.flatMap(element => {
    const [one, other] = [luminance(numbers(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    return ratio >= 4.5 ? [] : [`${ratio.toFixed(2)} ${element.className || element.tagName}: ${element.textContent.trim().slice(0, 30)}`];
  });
};

/** What sticks out of the window to the side. */
export const tooWide = () => (document.documentElement.scrollWidth <= window.innerWidth ? [] : [`${document.documentElement.scrollWidth} wide in a window of ${window.innerWidth}`]);

/** Costs that are only seen once the table is pushed aside. */
export const costUnseen = () => [...document.querySelectorAll('.environments .cost')].filter(cell => cell.getBoundingClientRect().right > cell.closest('.scroll').getBoundingClientRect().right)
  .map(cell => `${cell.textContent} is out of sight`);

/** Elements that only an attack can have made. */
export const planted = () => [...document.querySelectorAll('script, img, iframe, object, embed, link, form, [style], [onerror], [onclick], [src]')].map(({ tagName }) => tagName);

/** Links that lead nowhere. */
export const lost = () => [...document.querySelectorAll('a')].map(link => link.getAttribute('href')).filter(href => !href.startsWith('#') || !document.getElementById(href.slice(1)));

/** Whether the last pair is seen once a link to it is followed, also out of a fold. */
export const pairUnseen = () => {
  const [cell] = [...document.querySelectorAll('.matrix td a')].slice(-1);
  cell.click();
  const target = document.getElementById(cell.getAttribute('href').slice(1));
  return target.matches(':target') && target.checkVisibility() ? [] : [`${target.id.slice(0, 40)} is not seen`];
};

/** What paper would lose: folded text. */
export const folded = () => [...document.querySelectorAll('details > :not(summary)')].filter(element => !element.checkVisibility({ contentVisibilityAuto: true })).map(({ id }) => `${id} is folded`).slice(0, 3);

/** What a filter leaves although it was not asked for, or hides although it was. */
export const filtered = () => {
  const shown = element => element.getClientRects().length > 0;
  const problems = [];
  const choose = id => {
    const input = document.getElementById(id);
    input?.click();
    return input !== null;
  };
  for (const kind of ['allowed', 'assumed', 'undecided', 'front-door', 'denied']) {
    if (!choose(`show-${kind}`)) continue;
    for (const element of document.querySelectorAll('[data-shown]')) {
      const wanted = element.dataset.shown.split(' ').includes(kind);
      const folded = element.closest('details:not([open])') !== null || element.parentElement.closest(`[data-shown]:not([data-shown~="${kind}"])`) !== null;
      if (!folded && shown(element) !== wanted) problems.push(`${kind}: ${wanted ? 'hidden' : 'shown'}: ${element.textContent.trim().slice(0, 40)}`);
    }
  }
  choose('show-all');
  if (choose('from-0')) {
    for (const element of document.querySelectorAll('[data-from]:not([data-from="0"])')) if (shown(element)) problems.push(`another environment is shown: ${element.textContent.trim().slice(0, 40)}`);
    choose('from-all');
  }
  return problems.slice(0, 5);
};
