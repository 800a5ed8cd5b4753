import { type Html, html, nothing } from '@asg/formats/html';
import type { Door } from './doors.ts';
import { figures } from './figures.ts';
import { receiptFigure } from './receipt-figure.ts';
import { shell } from './shell.ts';
import { walk } from './walk.ts';

export interface FrontPage {
  readonly doors: readonly Door[];
  /** Whether this server pays on a chain of its own, with money that is worth nothing: then it may be tried. */
  readonly isLocal: boolean;
  readonly site?: string;
}

const description =
  'People label your data, a consensus decides, and everyone who agreed is paid in one transaction on the BSV chain. Each label comes with a receipt that anyone can check offline.';

/** What a newcomer sees first. */
export function frontPage({ doors, isLocal, site }: FrontPage): string {
  return shell({
    title: 'ASG Refinery: labels you can prove',
    description,
    root: './',
    doors,
    ...(site !== undefined && { site }),
    ...(isLocal && { script: 'demo.js' }),
    content: html`${hero(isLocal)}
${measured}
${demo(isLocal)}
${ways(doors)}`,
  });
}

function hero(isLocal: boolean): Html {
  return html`<section class="wide hero">
<div class="hero-words">
<h1>Labels you can <em>prove</em></h1>
<p class="lead">People label your data, a consensus decides, and everyone who agreed is paid in one transaction on the BSV chain.
Each label comes with a receipt that anyone can check offline, without asking this server.</p>
<p class="hero-ways"><a class="ui-button" data-variant="primary" data-size="large" href="#demo">${isLocal ? 'See a label being made' : 'See how a label is made'}</a>
<a class="ui-button" data-variant="secondary" data-size="large" href="./console/">Open the Console</a></p>
</div>
${receiptFigure}
</section>`;
}

const measured = html`<section class="measured" aria-labelledby="measured"><div class="wide">
<h2 id="measured" class="ui-visually-hidden">Three figures</h2>
<ul class="figures">${figures.map(
  ({ value, unit, about, measured: command }) => html`<li>
<p class="figure-value"><strong>${value}</strong> ${unit}</p>
<p>${about}</p>
<p class="figure-command"><code>${command}</code></p></li>
`,
)}</ul></div></section>`;

function demo(isLocal: boolean): Html {
  const words = isLocal
    ? html`<p>This page can be a customer and three workers of this server, through the public API and nothing else. It makes a sandbox
account and three workers, under invented names, when you press the button and not before. The money is of this server’s own chain and worth nothing.</p>`
    : html`<p>This server pays real people on a real chain, so nothing is run from here. On a server of your own, with a chain of its own, this page
labels a sentence before your eyes: <code>npm ci &amp;&amp; npm start</code>. Below is one such run as it was.</p>`;
  return html`<section class="wide demo" id="demo" aria-labelledby="demo-title" tabindex="-1">
<div class="demo-head">
<h2 id="demo-title">One label, from the question to the proof</h2>
${words}
${isLocal ? controls : nothing}
</div>
${walk}
</section>`;
}

const controls = html`<div class="demo-controls">
<button class="ui-button" data-variant="primary" data-size="large" type="button" id="demo-run" hidden>Make a label now</button>
<p role="status" id="demo-status"></p>
<noscript><p class="ui-muted">The demo needs JavaScript. Below is a run of it, as it was.</p></noscript>
</div>`;

function ways(doors: readonly Door[]): Html {
  return html`<section class="wide ways" aria-labelledby="ways">
<h2 id="ways">Where to go from here</h2>
<ul>${doors.map(
    ({ name, path, about }) => html`<li><a href="./${path}"><strong>${name}</strong></a><p>${about}</p></li>
`,
  )}<li class="ways-own"><strong>Your own</strong><p>Linux, macOS or WSL, with Node.js. No database, no account, no real money.</p>
<pre><code>npm ci &amp;&amp; npm start</code></pre></li></ul>
</section>`;
}
