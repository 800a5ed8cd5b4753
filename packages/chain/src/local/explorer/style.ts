/** The pages' one style sheet: light and dark by the reader's preference, one column from 320 px on. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1b1d21; --soft: #5a606b; --line: #dedbd3;
  --link: #0b57a4; --warn-ink: #4a2f00; --warn: #ffd88a; --good: #14683a; --good-back: #dff3e5; --wait: #7a4a00;
  --wait-back: #fdeccb; --bad: #98211b; --bad-back: #fbe1de; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --card: #1c1f25; --ink: #e9e7e1; --soft: #a3a9b5;
  --line: #333842; --link: #8ec1ff; --warn-ink: #ffe3b0; --warn: #5a3d05; --good: #8fe0ae; --good-back: #163522;
  --wait: #ffce80; --wait-back: #3d2c0a; --bad: #ffb0a8; --bad-back: #45201d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
.notice { background: var(--warn); color: var(--warn-ink); padding: .5rem 1rem; text-align: center; font-weight: 700;
  letter-spacing: .02em; }
main, nav { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
nav { padding-top: 1rem; } main { padding-bottom: 4rem; }
h1 { font-size: 1.5rem; margin: 1rem 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 3px; }
code, .mono { font: .875rem/1.45 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .25rem 1rem; margin: 0;
  list-style: none; }
dl.card { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .2rem 1.25rem; padding: .75rem 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.card > li { padding: .6rem 0; border-top: 1px solid var(--line); display: grid; gap: .1rem 1rem;
  grid-template-columns: 3.25rem minmax(0, 1fr) auto; align-items: baseline; }
.card > li:first-child { border-top: 0; }
.number { color: var(--soft); font-variant-numeric: tabular-nums; }
.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.pill { display: inline-block; border-radius: 99px; padding: .1rem .7rem; font-weight: 600; font-size: .875rem; }
.good { color: var(--good); background: var(--good-back); } .wait { color: var(--wait); background: var(--wait-back); }
.bad { color: var(--bad); background: var(--bad-back); }
.pushes { margin: .25rem 0 0; padding-left: 1.25rem; }
details { margin-top: 2rem; } summary { cursor: pointer; width: fit-content; }
details code { display: block; max-height: 24rem; overflow: auto; }
@media (max-width: 36rem) { dl.card { grid-template-columns: 1fr; } dl.card { row-gap: 0; } dd + dt { margin-top: .5rem; }
  .card > li { grid-template-columns: 2.5rem minmax(0, 1fr); } .card > li > .amount { grid-column: 2; text-align: left; } }
`;
