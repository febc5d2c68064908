// node test/audit/report/browser.mjs [FOLDER FOR PICTURES]; browser.test.ts runs it where there is a browser. Looks at the HTML report in a real browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { findChromium, startChromium } from './browser/chromium.mjs';
import * as inPage from './browser/in-page.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pictures = process.argv[2];

const looks = {
  light: { width: 1300, scheme: 'light', media: '' },
  dark: { width: 1300, scheme: 'dark', media: '' },
  narrow: { width: 360, scheme: 'light', media: '' },
  paper: { width: 800, scheme: 'light', media: 'print' },
};

const program = findChromium();
if (program === undefined) {
  process.stderr.write('there is no Chromium: install one, or name it in CHROMIUM\n');
  process.exit(3);
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-report-'));
const bundle = join(folder, 'pages.js');
buildSync({ entryPoints: [join(here, 'browser', 'pages.ts')], bundle: true, platform: 'node', format: 'cjs', outfile: bundle, logLevel: 'error' });
const { pages } = createRequire(import.meta.url)(bundle);

const { send, on, close } = await startChromium(program);
const problems = [];
let [where, loaded, page] = ['', () => {}, ''];
on((method, params) => {
  if (method === 'Page.loadEventFired') loaded();
  if (method === 'Page.javascriptDialogOpening') problems.push(`${where}: a script ran`);
  if (method === 'Log.entryAdded') problems.push(`${where}: ${params.entry.text}`);
  if (method === 'Network.requestWillBeSent' && params.request.url.split('#')[0] !== page) problems.push(`${where}: asks for ${params.request.url}`);
});

const inside = async check => {
  const { result, exceptionDetails } = await send('Runtime.evaluate', { expression: `(${check})()`, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception.description);
  return result.value;
};

/** Every link is reached by the tabulator alone, the way past the contents first. */
const keyboard = async () => {
  const seen = new Set();
  const links = await inside('() => document.querySelectorAll("a").length');
  let first = '';
  for (let pressed = 0; pressed < links + 400; pressed += 1) {
    await send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
    const at = await inside('() => [...document.querySelectorAll("a")].indexOf(document.activeElement)');
    if (pressed === 0) first = await inside('() => document.activeElement.className');
    if (at >= 0) seen.add(at);
    if (seen.size === links) break;
  }
  return [...first === 'skip' ? [] : ['the first stop is not the way to the verdict'], ...seen.size === links ? [] : [`the keyboard reaches ${seen.size} of ${links} links`]];
};

try {
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  for (const [name, text] of Object.entries(pages)) {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, text);
    page = pathToFileURL(path).href;
    for (const [look, { width, scheme, media }] of Object.entries(looks)) {
      where = `${name}, ${look}`;
      await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
      await send('Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
      const load = new Promise(resolve => { loaded = resolve; });
      await send('Page.navigate', { url: page });
      await load;
      if (look === 'light' && name === 'leaky') problems.push(...(await keyboard()).map(problem => `${where}: ${problem}`));
      const checks = [inPage.planted, inPage.lost, inPage.lowContrast, ...media === 'print' ? [inPage.folded] : [inPage.tooWide, inPage.pairUnseen, inPage.filtered], ...look === 'light' ? [inPage.costUnseen] : []];
      for (const check of checks) problems.push(...(await inside(check)).map(problem => `${where}: ${check.name}: ${problem}`));
      if (pictures === undefined) continue;
      mkdirSync(pictures, { recursive: true });
      const { data } = media === 'print' ? await send('Page.printToPDF', { preferCSSPageSize: true }) : await send('Page.captureScreenshot', { captureBeyondViewport: true });
      writeFileSync(join(pictures, `${name}-${look}.${media === 'print' ? 'pdf' : 'png'}`), Buffer.from(data, 'base64'));
    }
  }
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}

for (const problem of [...new Set(problems)]) process.stderr.write(`${problem}\n`);
process.stdout.write(`${Object.keys(pages).length} pages in ${Object.keys(looks).length} looks: ${problems.length === 0 ? 'nothing wrong' : `${problems.length} problems`}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
