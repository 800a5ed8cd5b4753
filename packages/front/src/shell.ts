import { Html, html, nothing } from '@asg/formats/html';
import type { Door } from './doors.ts';
import { mark } from './mark.ts';

/** What every page that the server writes has around its content. */
export interface PageFrame {
  readonly title: string;
  readonly description: string;
  /** The server's root, as its pages link to it: `./`, or where it is on its host. */
  readonly root: string;
  readonly doors: readonly Door[];
  /** The door that the page is behind. */
  readonly here?: string;
  /** Where the server is on the web, for previews of links to it. */
  readonly site?: string;
  /** Of the page's own script, in the folder `front`. */
  readonly script?: string;
  /** Above everything, e.g. that it is not real money. */
  readonly notice?: Html;
  /** Not to be found by searches. */
  readonly hidden?: boolean;
  readonly content: Html;
}

/** Apart from the tagged texts, which a bundler takes apart where it stands in them. */
const scriptEnd = new Html('</script>');

/** A whole document. It loads from this server alone, and reads without scripts. */
export function shell(frame: PageFrame): string {
  const { title, description, root, doors, here, notice = nothing, content } = frame;
  const script =
    frame.script === undefined
      ? nothing
      : html`<script type="module" src="${root}front/${frame.script}">${scriptEnd}\n`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f5f7f5">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d1210">
<title>${title}</title>
<meta name="description" content="${description}">
${frame.hidden === true ? html`<meta name="robots" content="noindex">` : preview(frame)}
<link rel="icon" href="${root}favicon.ico" sizes="32x32">
<link rel="icon" href="${root}front/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}front/style.css">
<script src="${root}front/theme.js">${scriptEnd}
${script}</head>
<body>
<a class="ui-skip-link" href="#content">To the content</a>
${notice}
<header class="top"><div class="wide">
<a class="home" href="${root}">${mark}<span>ASG Refinery</span></a>
<nav aria-label="Parts of this server"><ul>${doors.map((door) => doorLink(door, root, here))}</ul></nav>
</div></header>
<main id="content" tabindex="-1">
${content}
</main>
<footer class="foot"><div class="wide">
<p>ASG Refinery is open source, under the <a href="${root}front/licence.txt">Apache License 2.0</a>.</p>
<p>Nothing on this page comes from another server, and nothing follows you.</p>
</div></footer>
</body>
</html>
`.text;
}

function doorLink({ name, path }: Door, root: string, here: string | undefined): Html {
  const current = name === here ? html` aria-current="page"` : nothing;
  return html`<li><a href="${root}${path}"${current}>${name}</a></li>`;
}

function preview({ title, description, site }: PageFrame): Html {
  const image =
    site === undefined
      ? nothing
      : html`<meta property="og:image" content="${site}/front/social.png">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Three labels run together into one: labels you can prove">
<meta name="twitter:card" content="summary_large_image">
`;
  return html`<meta property="og:type" content="website">
<meta property="og:site_name" content="ASG Refinery">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
${image}`;
}
