import { filterStyle } from './filter';
import { parts } from './style-parts';
import { print } from './style-print';

const tokens = `
:root { color-scheme: light dark;
  --ink: #17212b; --soft: #566270; --line: #dce2e8; --paper: #fff; --card: #f6f8fa; --accent: #0b5cad; --focus: #0b5cad;
  --proven: #146c3c; --proven-soft: #e6f4ec; --violated: #a3192d; --violated-soft: #fdebed; --unknown: #7d5300; --unknown-soft: #fdf3dc; --accepted: #3d4f74; --accepted-soft: #e9edf6;
  --tone-0: #0f6a8c; --tone-1: #6b4a9e; --tone-2: #8a5a12; --tone-3: #2f6f4f; --tone-4: #9b3c6e; --tone-5: #4a5f78; }
@media (prefers-color-scheme: dark) { :root {
  --ink: #e4eaf0; --soft: #9fabb8; --line: #2d3843; --paper: #10161c; --card: #182028; --accent: #7fbcff; --focus: #7fbcff;
  --proven: #7bd6a1; --proven-soft: #15301f; --violated: #ff97a3; --violated-soft: #3a171d; --unknown: #f0c46a; --unknown-soft: #352a10; --accepted: #a9bde6; --accepted-soft: #1e2737;
  --tone-0: #6cc4e4; --tone-1: #c1a4f0; --tone-2: #e3b56c; --tone-3: #86cfa8; --tone-4: #f09cc6; --tone-5: #a9bacd; } }
`;

const base = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header, footer, .layout { max-width: 82rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
header p, footer p { color: var(--soft); margin: .3rem 0 1.5rem; overflow-wrap: anywhere; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -.015em; margin: 0; }
h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -.01em; margin: 0 0 .4rem; }
h3 { font-size: 1.02rem; line-height: 1.45; margin: 0 0 .3rem; }
p { margin: .35rem 0 .7rem; } main { overflow-wrap: anywhere; } table { overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .3rem; }
section { margin: 0 0 3.25rem; }
section > p.lead { color: var(--soft); max-width: 46rem; margin-bottom: 1rem; }
.soft { color: var(--soft); } small, p.soft { font-size: .88rem; }
.good { color: var(--proven); } .bad { color: var(--violated); } .warn { color: var(--unknown); }
code { font: .86em/1.45 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .6rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; overflow-x: auto; white-space: pre-wrap; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .6rem; background: var(--paper); padding: .4rem .8rem; z-index: 1; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.layout { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); gap: 2.75rem; }
nav { position: sticky; top: 1.25rem; align-self: start; max-height: calc(100vh - 2.5rem); overflow-y: auto; font-size: .9rem; }
nav ol { list-style: none; margin: 0; padding: 0; border-left: 1px solid var(--line); }
nav a { display: flex; justify-content: space-between; gap: .5rem; padding: .28rem .5rem .28rem .9rem; color: var(--soft); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: var(--ink); background: var(--card); }
.tally { font-variant-numeric: tabular-nums; }
@media (max-width: 60rem) {
  .layout { grid-template-columns: minmax(0, 1fr); gap: 1.5rem; } header, footer, .layout { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; } h1 { font-size: 1.5rem; }
  nav { position: static; max-height: none; } nav ol { border: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
  nav a { border: 1px solid var(--line); border-radius: 999px; padding: .1rem .7rem; } section { margin-bottom: 2.5rem; }
  .scroll > table:not(.matrix, .invariants) { min-width: 50rem; } .finding { padding: .9rem .9rem; } .chain li { padding-left: 2.3rem; }
}
`;

/** The report's one style sheet; the page's policy allows exactly this text. */
export const style = `${tokens}${base}${parts}${filterStyle}${print}`;
