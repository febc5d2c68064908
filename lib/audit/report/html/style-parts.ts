/** The looks of the report's parts, in the order of the page. */
export const parts = `
.verdict { border-radius: .7rem; border: 1px solid var(--line); border-left-width: .45rem; padding: 1.1rem 1.4rem; margin: .6rem 0 1.2rem; }
.verdict .word { font-size: 1.75rem; font-weight: 700; line-height: 1.2; letter-spacing: .01em; margin: 0 0 .3rem; } .verdict p:last-child { margin: 0; max-width: 46rem; }
.verdict.proven { background: var(--proven-soft); border-color: var(--proven); } .verdict.proven .word { color: var(--proven); }
.verdict.violated { background: var(--violated-soft); border-color: var(--violated); } .verdict.violated .word { color: var(--violated); }
.verdict.unknown { background: var(--unknown-soft); border-color: var(--unknown); } .verdict.unknown .word { color: var(--unknown); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .7rem; margin: 0 0 1.4rem; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .65rem .9rem; }
.figures b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; } .figures span { color: var(--soft); font-size: .86rem; }
.figures .violated b { color: var(--violated); } .figures .unknown b { color: var(--unknown); }
.scroll { position: relative; overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); font-size: .84rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: .84rem; white-space: nowrap; } tbody th { font-weight: 500; }
.scroll > table:not(.matrix, .invariants) td:last-child { min-width: 8rem; } .environments td:last-child { min-width: 15rem !important; } .environments td:nth-child(-n+3), .environments code { white-space: nowrap; } td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } th.group { color: var(--soft); font-size: .84rem; font-weight: 600; padding-top: 1.1rem; }
ul.plain { list-style: none; margin: 0; padding: 0; } ul.plain li + li { margin-top: .2rem; }
.badge { display: inline-block; border-radius: 999px; padding: .05rem .6rem; font-size: .82rem; font-weight: 650; white-space: nowrap; }
.mark { display: inline-block; min-width: 1.55em; text-align: center; border-radius: .35rem; font-weight: 700; }
.badge.proven, .mark.proven { color: var(--proven); background: var(--proven-soft); } .badge.violated, .mark.violated { color: var(--violated); background: var(--violated-soft); }
.badge.unknown, .mark.unknown { color: var(--unknown); background: var(--unknown-soft); } .badge.accepted { color: var(--accepted); background: var(--accepted-soft); }
.environment { font-weight: 600; white-space: nowrap; } .environment::before { content: ""; display: inline-block; width: .55em; height: .55em; border-radius: .15em; margin-right: .45em; background: currentColor; }
.environment.long { display: inline-block; max-width: 18rem; white-space: normal; overflow-wrap: anywhere; }
.tone-0 { color: var(--tone-0); } .tone-1 { color: var(--tone-1); } .tone-2 { color: var(--tone-2); } .tone-3 { color: var(--tone-3); } .tone-4 { color: var(--tone-4); } .tone-5 { color: var(--tone-5); } .outside { color: var(--soft); }
.matrix { width: auto; } .matrix th { white-space: nowrap; border: 0; } .matrix tbody td { border: 1px solid var(--line); padding: 0; min-width: 9.5rem; }
.matrix td a { display: block; padding: .7rem .8rem; text-decoration: none; color: var(--soft); } .matrix td a:hover { background: var(--card); } .matrix td.itself { background: var(--card); }
.matrix small { display: block; margin-top: .2rem; } .matrix.dense tbody td { min-width: 0; } .matrix.dense td a { padding: .25rem .35rem; }
.matrix.dense thead th { writing-mode: vertical-rl; transform: rotate(180deg); vertical-align: bottom; padding: .3rem .2rem; }
.matrix td .badge.violated, .matrix td .badge.unknown { background: var(--paper); }
.matrix td.violated, .matrix td.violated.itself { background: var(--violated-soft); } .matrix td.unknown, .matrix td.unknown.itself { background: var(--unknown-soft); }
.pair { border-top: 1px solid var(--line); padding: .8rem .2rem; } .pair ul { margin: .3rem 0; padding-left: 1.2rem; }
.direction { margin: .7rem 0; } .direction > p { margin: 0 0 .3rem; font-size: .95rem; } .pair .ways ul { padding-left: 0; margin: 0; } .ways td:first-child { white-space: nowrap; } .ways details > summary { padding: .2rem 0; font-weight: 500; } .ways .chain { min-width: 24rem; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0 0 1rem; } .filters fieldset { border: 1px solid var(--line); border-radius: .6rem; padding: .3rem .9rem .5rem; margin: 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .92rem; }
.filters legend { color: var(--soft); font-size: .84rem; padding: 0 .3rem; } .filters label { display: inline-flex; gap: .4rem; align-items: center; } .filters input { accent-color: var(--accent); margin: 0; }
.pair:target, .finding:target { outline: 3px solid var(--focus); outline-offset: .35rem; border-radius: .4rem; } tr:target { background: var(--card); }
.finding { border: 1px solid var(--line); border-left: .3rem solid var(--accepted); border-radius: .6rem; padding: 1rem 1.2rem; margin: 0 0 1.1rem; }
.finding.violated { border-left-color: var(--violated); } .finding.unknown { border-left-color: var(--unknown); }
.finding .remedy { background: var(--card); border-radius: .4rem; padding: .5rem .8rem; } .finding .remedy b { margin-right: .35rem; } .finding > p:last-child { margin-bottom: 0; }
.chain { list-style: none; counter-reset: step; margin: 1rem 0; padding: 0; } .chain li { position: relative; padding-left: 2.7rem; }
.step { counter-increment: step; padding-bottom: 1rem; } .step > div > p { margin: 0 0 .2rem; }
.step::before { content: counter(step); position: absolute; left: 0; top: 0; width: 1.7rem; height: 1.7rem; line-height: 1.6rem; text-align: center; border: 1px solid var(--soft); border-radius: 50%; font-size: .85rem; font-weight: 600; background: var(--paper); }
.chain li:not(:last-child)::after { content: ""; position: absolute; left: .82rem; top: 1.75rem; bottom: 0; border-left: 2px solid var(--line); }
.chain .crossing { padding-bottom: 1rem; } .chain .crossing::after { top: 0 !important; border-left: 2px dashed var(--violated) !important; }
.crossing span { display: inline-block; color: var(--violated); font-size: .84rem; font-weight: 600; border: 1px dashed var(--violated); border-radius: .35rem; padding: .05rem .6rem; }
.accepted .crossing span { color: var(--accepted); border-color: var(--accepted); } .accepted .chain .crossing::after { border-left-color: var(--accepted) !important; }
.unknown .crossing span { color: var(--unknown); border-color: var(--unknown); }
.invariants td { text-align: center; } .invariants td.soft { text-align: left; } .invariants thead th:not(:first-child) { text-align: center; }
details > summary { cursor: pointer; padding: .6rem 0; font-weight: 600; } .digests td code { font-size: .78em; white-space: nowrap; }
.map { display: block; min-width: 30rem; height: auto; max-width: 100%; font: 13px system-ui, sans-serif; } .map .box rect { fill: var(--card); stroke: var(--line); } .map .box .band { fill: currentColor; stroke: none; }
.map text { fill: var(--ink); } .map .label { fill: var(--soft); } .map .name { fill: currentColor; font-weight: 650; font-size: 15px; }
.map .link { fill: none; stroke-width: 3; } .map .link.violated { stroke: var(--violated); } .map .link.unknown { stroke: var(--unknown); stroke-dasharray: 4 4; } .map .link.accepted { stroke: var(--accepted); stroke-dasharray: 8 4; }
`;
