const light = `
--paper: #fff; --ink: #1c2126; --quiet: #57606a; --line: #d0d7de; --tint: #f6f8fa; --link: #0a58ca;
--met: #1f7a4d; --not-applicable: #7b8794; --partly: #d99a00; --not-met: #c0322b; --unanswered: #e4e8ec; --edge: #aab3bc;
--error: #b3261e; --warning: #8a5a00; --information: #0a58ca; --hint: #57606a; --warning-paper: #fff6e0; --on-status: #fff;`;
const dark = `
--paper: #14181c; --ink: #e6e9ec; --quiet: #a3adb7; --line: #3a424b; --tint: #1d2329; --link: #7ab7ff;
--met: #3fb27f; --not-applicable: #7f8b97; --partly: #e0b040; --not-met: #f0766d; --unanswered: #2c343c; --edge: #5a6570;
--error: #ff8a80; --warning: #f0c060; --information: #7ab7ff; --hint: #a3adb7; --warning-paper: #33290f; --on-status: #10151a;`;

/** The report's style; in VS Code the theme of the editor decides, elsewhere that of the system. */
export const reportStyle = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
body.vscode-light { color-scheme: light; ${light} }
body.vscode-dark { color-scheme: dark; ${dark} }
body.vscode-high-contrast { color-scheme: dark; ${dark} --paper: #000; --ink: #fff; --quiet: #fff; --line: #6fc3df; --edge: #fff; --tint: #000; }
body.vscode-high-contrast-light { color-scheme: light; ${light} --quiet: #1c2126; --line: #0f4a85; --edge: #0f4a85; --tint: #fff; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 62rem; color: var(--ink); background: var(--paper); }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-top: .9rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.08rem; margin: 1.8rem 0 .6rem; } h4 { font-size: 1rem; margin: 0 0 .3rem; }
p { margin: .5rem 0; } a { color: var(--link); text-decoration: underline; } a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.kicker { margin: 0; color: var(--quiet); font-size: .875rem; letter-spacing: .02em; }
.quiet { color: var(--quiet); font-weight: 400; font-size: .9em; } .number { flex: none; display: inline-block; min-width: 2em; }
code { font: .9em ui-monospace, SFMono-Regular, Consolas, monospace; overflow-wrap: anywhere; background: none; color: inherit; padding: 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 1.2rem 0 0; padding: 0; }
.cards { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 1rem; margin: 1.8rem 0 0; padding: 0; }
.cards li { border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1.1rem; background: var(--tint); display: flex; flex-direction: column; }
.cards .figure { font-size: 2rem; line-height: 1.15; font-weight: 600; } .cards small { font-size: 1rem; font-weight: 400; color: var(--quiet); }
.cards .label { font-weight: 600; } .cards .more { color: var(--quiet); font-size: .9rem; }
.warning { background: var(--warning-paper); border-left: .25rem solid var(--partly); padding: .4rem .8rem; border-radius: .2rem; } .warning ul { margin: 0; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: 1rem 0; font-size: .9rem; }
.key { width: .8rem; height: .8rem; margin-right: .4rem; vertical-align: -.05rem; }
rect.met { fill: var(--met); } rect.not-applicable { fill: var(--not-applicable); } rect.partly { fill: var(--partly); }
rect.not-met { fill: var(--not-met); } rect.unanswered { fill: var(--unanswered); } .key rect.unanswered { stroke: var(--edge); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; } caption { text-align: left; font-weight: 600; padding: .8rem 0 .4rem; }
th { text-align: left; font-weight: 600; } td, th { padding: .45rem .8rem .45rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 400; }
.coverage th[scope=row] { font-weight: 400; width: 45%; } .coverage th a { display: flex; color: inherit; text-decoration: none; } .coverage th a:hover { text-decoration: underline; }
.coverage td, .coverage tbody th { vertical-align: middle; } .coverage .bar { width: 44%; } .coverage .bar svg { display: block; width: 100%; height: 1rem; border-radius: .2rem; outline: 1px solid var(--edge); outline-offset: -1px; }
.coverage .figure, .coverage thead th:last-child { white-space: nowrap; text-align: right; padding-right: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem 2rem; } figure { margin: .5rem 0; } figcaption { font-weight: 600; font-size: .95rem; }
.line { width: 100%; height: auto; display: block; } .line polyline { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.line .axis { stroke: var(--line); stroke-width: 1; } .line.settled polyline { stroke: var(--met); } .line.settled circle { fill: var(--met); }
.line.findings polyline { stroke: var(--not-met); } .line.findings circle { fill: var(--not-met); }
.scroll { overflow-x: auto; } .figures td, .figures th { font-size: .9rem; white-space: nowrap; }
.rows { table-layout: fixed; } .rows th:first-child { width: 9.5rem; } .rows.findings th:first-child { width: 6.5rem; } .rows th:last-child { width: 30%; } .rows td:last-child { overflow-wrap: anywhere; }
.severity { font-weight: 600; } .severity.error { color: var(--error); } .severity.warning { background: none; border: 0; padding: 0; color: var(--warning); }
.severity.information { color: var(--information); } .severity.hint { color: var(--hint); }
.provision { padding: .9rem 0; border-top: 1px solid var(--line); } .principle h3 + .provision { border-top: 0; }
.status { display: inline-block; min-width: 7.2rem; text-align: center; font-size: .8rem; font-weight: 600; padding: .1rem .6rem; margin-right: .5rem; border-radius: 1rem; color: var(--on-status); background: var(--not-applicable); }
.status.met { background: var(--met); } .status.not-met { background: var(--not-met); } .status.partly { background: var(--partly); color: #221a00; }
.status.not-applicable { background: var(--paper); color: var(--ink); border: 1px solid var(--edge); } .status.unanswered { background: var(--paper); color: var(--quiet); border: 1px dashed var(--edge); }
.said { border-left: .2rem solid var(--line); padding-left: .8rem; overflow-wrap: anywhere; }
.evidence, .links { list-style: none; padding: 0; margin: .4rem 0; font-size: .92rem; } .evidence li { position: relative; padding-left: 5.6rem; margin: .15rem 0; }
.mark { position: absolute; left: 0; color: var(--quiet); } .evidence .against .mark { color: var(--error); font-weight: 600; } .evidence .for .mark { color: var(--met); font-weight: 600; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
@media (max-width: 40rem) {
  body { padding: 1.2rem 1rem; } h1 { font-size: 1.6rem; } .cards { grid-template-columns: 1fr 1fr; gap: .6rem; } .cards li { padding: .7rem .8rem; }
  .coverage thead, .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .coverage tr { display: grid; grid-template-columns: 1fr auto; gap: .2rem .8rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .coverage th[scope=row], .coverage .bar, .coverage .figure { border: 0; padding: 0; width: auto; } .coverage .bar { grid-column: 1 / -1; grid-row: 2; }
  .rows tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); } .rows td, .rows td:last-child { display: block; position: relative; width: auto; min-height: 1.6em; border: 0; padding: .1rem 0 .1rem 5.4rem; white-space: normal; }
  .rows td::before { content: attr(data-label); position: absolute; left: 0; color: var(--quiet); font-size: .85rem; } .rows td:empty { display: none; }
  .evidence li { padding-left: 0; } .mark { position: static; margin-right: .4rem; }
}
@page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; color: #555; } }
@media print {
  :root, body { ${light} } body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; } .cards { grid-template-columns: repeat(4, 1fr); gap: .6rem; } a { color: inherit; text-decoration: none; } header a[href^='https']::after { content: ' (' attr(href) ')'; overflow-wrap: anywhere; font-size: 8pt; }
  h2, h3, h4, caption { break-after: avoid; } tr, article, figure, .cards { break-inside: avoid; } rect, .status, .warning, .cards li { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
