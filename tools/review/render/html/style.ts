/**
 * How the page looks. Each colour of text has at least 4.5:1 against what is behind it, light and dark; nothing is said by colour
 * alone. Items off the screen are neither laid out nor painted, but can be found and focused.
 */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de; --link: #0550ae;
  --red: #a40e26; --red-card: #ffebe9; --amber: #7a4b00; --amber-card: #fff4d4; --blue: #0a4da8; --blue-card: #e6f1ff;
  --green: #116329; --green-card: #e3f7e7; --violet: #6639ba; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --quiet: #9ba7b4; --page: #0d1117; --card: #161b22; --line: #3b434d; --link: #79b8ff;
  --red: #ffa198; --red-card: #3c1216; --amber: #f0c060; --amber-card: #332600; --blue: #9ecbff; --blue-card: #0c2745;
  --green: #7ee2a0; --green-card: #0b2e17; --violet: #d2b5ff; --mark: #6b5200; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 8.5rem; }
body { margin: 0 auto; max-width: 100rem; padding: 0 1.25rem 2rem; font: 15px/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; color: var(--text); background: var(--page); }
code, pre, kbd, .lines, .attributes { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: 0.87em; }
code, td, th, dd, .where, a, summary { unicode-bidi: isolate; overflow-wrap: break-word; }
.attributes td, .attributes th, summary code { overflow-wrap: anywhere; }
a { color: var(--link); }
a:not(:hover) { text-decoration-color: transparent; }
p a, .about a { text-decoration-color: currentcolor; }
:focus-visible { outline: 3px solid var(--link); outline-offset: -2px; border-radius: 3px; }
[hidden] { display: none !important; }
h1 { margin: 1rem 0 0; font-size: 1.5rem; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.2rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: 0.25rem 0; }
summary { cursor: pointer; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; padding: 0.5rem; background: var(--page); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.about, .where, .quiet, .rule, .count, .legend, dt, legend, #keys-help, footer, .attributes i { color: var(--quiet); }
.count { font-size: 0.85em; font-weight: 400; font-variant-numeric: tabular-nums; }
.verdict { margin: 0.75rem 0; padding: 0.7rem 1rem; border-left: 0.4rem solid; border-radius: 4px; font-size: 1.1rem; font-weight: 600; color: var(--blue); background: var(--blue-card); white-space: pre-wrap; overflow-wrap: anywhere; }
.blocked, .verdict.blocked { color: var(--red); background: var(--red-card); }
.verdict.risky, .verdict.incomplete { color: var(--amber); background: var(--amber-card); }
.verdict.nothing { color: var(--green); background: var(--green-card); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
.tag { padding: 0 0.4rem; border: 1px solid; border-radius: 4px; font: 600 0.75rem/1.3 system-ui, "Liberation Sans", sans-serif; white-space: nowrap; color: var(--quiet); }
.tag.deny, .tag.forces { color: var(--red); background: var(--red-card); }
.tag.warn { color: var(--amber); background: var(--amber-card); }
.tag.info { color: var(--blue); background: var(--blue-card); }
.action { font-weight: 600; white-space: nowrap; color: var(--quiet); }
.action.create, .action.import { color: var(--green); }
.action.update, .action.move { color: var(--blue); }
.action.delete { color: var(--red); }
.action.replace { color: var(--amber); }
.action.forget { color: var(--violet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--card); }
caption { padding: 0 0 0.4rem; text-align: left; white-space: nowrap; font-weight: 600; }
.legend { margin-top: 0.4rem; font-size: 0.87em; }
.matrix td a, .matrix th { white-space: nowrap; overflow-wrap: normal; }
.matrix .absent { background: var(--card); }
td.failed a, .failed { color: var(--red); font-weight: 600; }
td.waiting a, td.not-planned a, .waiting, .not-planned { color: var(--quiet); font-style: italic; }
tr:target > *, li:target > details > summary, li.finding:target { background: var(--mark); }
#filters { position: sticky; top: 0; z-index: 1; margin: 1.5rem -0.75rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 1rem; margin: 0.15rem 0; }
.grow { flex: 1 1 16rem; }
input[type=search], select, button { font: inherit; padding: 0.25rem 0.5rem; border: 1px solid var(--quiet); border-radius: 4px; color: var(--text); background: var(--page); }
input[type=search] { width: 100%; }
select { max-width: 100%; }
fieldset { display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin: 0; padding: 0; border: 0; }
legend { float: left; margin-right: 0.5rem; padding: 0; }
.chip { white-space: nowrap; }
#shown { flex: 1 1 20rem; font-weight: 600; }
kbd { padding: 0 0.3rem; border: 1px solid var(--line); border-radius: 3px; background: var(--page); }
#content:focus { outline: none; }
.items, .plain { margin: 0; padding: 0; list-style: none; }
/* Not list-item: hiding many of those takes the browser minutes, for it numbers them. */
.items > li { display: block; border-top: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
.items summary { padding: 0.3rem 0.5rem; }
.items summary .action { display: inline-block; min-width: 5.5rem; }
.items summary .where { float: right; margin-left: 1rem; font-size: 0.87em; }
.items > li:hover { background: var(--card); }
.finding { padding: 0.6rem 0.75rem; border-left: 0.3rem solid var(--line); }
.items.findings > li { contain-intrinsic-size: auto 5rem; }
.finding.deny { border-left-color: var(--red); }
.finding.warn { border-left-color: var(--amber); }
.finding.info { border-left-color: var(--blue); }
.finding h3 .tag { margin-right: 0.25rem; }
.rule { margin-left: 0.75rem; white-space: nowrap; }
.lines { margin: 0.3rem 0; padding-left: 1.25rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.plain > li { padding: 0.4rem 0; border-top: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.plain > li > * { white-space: normal; }
.noise { margin-top: 0.75rem; }
.noise > summary { padding: 0.3rem 0.5rem; background: var(--card); }
.body { padding: 0.25rem 0.5rem 0.75rem 1.6rem; }
dl { margin: 0 0 0.4rem; }
dl > div { display: flex; gap: 0.75rem; }
dt { flex: 0 0 5rem; }
dd { margin: 0; }
.attributes { width: 100%; table-layout: fixed; background: var(--page); }
.attributes th { font-weight: 400; }
.attributes th:first-child { width: 30%; }
.attributes td { white-space: pre-wrap; }
.attributes .hid { color: var(--quiet); font-style: italic; }
mark { color: inherit; background: var(--mark); }
.permalink { font-size: 0.85em; }
pre { margin: 0.3rem 0; padding: 0.5rem 0.75rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; background: var(--card); }
@media (max-width: 45rem) { body { padding: 0 0.75rem 2rem; } html { scroll-padding-top: 0; } #filters { position: static; margin: 1rem 0 0; }
  #keys-help { display: none; } .items summary .where { float: none; display: block; margin: 0 0 0 1.1rem; } .body { padding-left: 0.5rem; }
  dl > div { display: block; } .attributes th:first-child { width: 36%; } th, td { padding: 0.2rem 0.35rem; } }
@media print { :root { --text: #000; --quiet: #444; --page: #fff; --card: #fff; --line: #999; --link: #000; --red: #8a0a1e; --red-card: #fff;
  --amber: #5e3a00; --amber-card: #fff; --blue: #083c82; --blue-card: #fff; --green: #0c4a1f; --green-card: #fff; --violet: #4a2a8a; --mark: #ddd; }
  body { max-width: none; padding: 0; font-size: 10pt; } #filters, nav, .skip, .permalink { display: none; } .wide { overflow: visible; }
  .items > li { content-visibility: visible; } .finding, tr, summary { break-inside: avoid; } h2, h3, summary { break-after: avoid; } pre { white-space: pre-wrap; } }
`;
