/** The report's one style sheet; nothing is fetched from anywhere. */
export const style = `
:root { color-scheme: light dark; --ink: #16202c; --soft: #5a6776; --line: #d9dfe6; --paper: #fff; --card: #f6f8fa;
  --good: #11703c; --good-soft: #e3f5ea; --bad: #a5162a; --bad-soft: #fde8eb; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa7b5; --line: #2c3743; --paper: #10161d; --card: #18212b;
  --good: #6fd79b; --good-soft: #14301f; --bad: #ff8d9b; --bad-soft: #3a161c; --accent: #74b6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.015em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
ol { margin: .3rem 0 .9rem; padding-left: 1.4rem; } ol li { margin: .2rem 0; }
p { margin: .4rem 0 .9rem; max-width: 46rem; }
.soft { color: var(--soft); }
.verdict { display: inline-block; padding: .3rem .8rem; border-radius: 999px; font-weight: 650; margin-bottom: 1rem; }
.held, .good { color: var(--good); } .failed, .bad { color: var(--bad); }
.verdict.held { background: var(--good-soft); } .verdict.failed { background: var(--bad-soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
.figures b { display: block; font-size: 1.55rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: .88rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; padding: .5rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; font-size: .84rem; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.name { white-space: nowrap; }
.matrix td { border: 1px solid var(--line); }
.matrix td.self { background: var(--card); color: var(--soft); }
.matrix td ul { margin: 0; padding: 0; list-style: none; }
details { border: 1px solid var(--line); border-radius: .6rem; margin: .6rem 0; background: var(--card); }
summary { cursor: pointer; padding: .7rem 1rem; font-weight: 600; }
summary span { font-weight: 400; color: var(--soft); }
details > p { margin: 0 1rem .4rem; }
details .scroll { padding: 0 .4rem .5rem; }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
.bar { display: inline-block; height: .6rem; min-width: 2px; border-radius: 2px; background: var(--accent); }
@media print { details { break-inside: avoid; } }
`;
