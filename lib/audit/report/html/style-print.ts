/** On paper: light, everything unfolded, nothing cut in the middle, no navigation. */
export const print = `
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --card: #f5f5f5; --accent: #000;
    --proven: #0d5a30; --proven-soft: #fff; --violated: #8c0f22; --violated-soft: #fff; --unknown: #6b4600; --unknown-soft: #fff; --accepted: #333; --accepted-soft: #fff;
    --tone-0: #0f5a78; --tone-1: #5a3c88; --tone-2: #6f4808; --tone-3: #245a3e; --tone-4: #7d2c56; --tone-5: #3a4c60; }
  @page { margin: 15mm 13mm; }
  body { font-size: 10pt; } nav, .skip { display: none; } .layout { display: block; padding: 0; } header, footer { padding: 0; }
  section { margin-bottom: 1.6rem; } h2, h3, caption { break-after: avoid; } .finding, .step, .pair, tr, .map, .verdict { break-inside: avoid; } .finding, .ways tr { break-inside: auto; }
  thead { display: table-header-group; } .scroll { overflow: visible; } .scroll > table:not(.matrix, .invariants) { min-width: 0; } table { font-size: 8.5pt; } table td:last-child { min-width: 0 !important; } .figures { grid-template-columns: repeat(6, 1fr); } .environments td, .environments code { white-space: normal; overflow-wrap: anywhere; } .badge, .mark { border: 1px solid currentColor; } .matrix tbody td { min-width: 0; }
  .digests td code { white-space: normal; overflow-wrap: anywhere; } a { text-decoration: none; } pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; block-size: auto; } details > summary { list-style: none; }
}
@media (forced-colors: active) { .badge, .mark { border: 1px solid; } }
`;
