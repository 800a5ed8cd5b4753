import { html } from '@asg/formats/html';
import type { Door } from './doors.ts';
import { shell } from './shell.ts';

/** Where one drops a receipt and sees each step of its proof. What is dropped never leaves the page. */
export function verifyPage(doors: readonly Door[], site?: string): string {
  return shell({
    title: 'Verify a receipt · ASG Refinery',
    description:
      'Drop the receipt of a label and see each step of its proof checked in your browser, without any server being asked.',
    root: './',
    doors,
    here: 'Verify',
    script: 'verify.js',
    ...(site !== undefined && { site }),
    content: html`<section class="wide verify">
<h1>Verify a receipt</h1>
<p class="lead">A receipt proves that a label is in the transaction that paid for it. It is checked here, in your browser: nothing of it is sent, and you may
unplug the network first.</p>
<noscript><p class="note">Checking needs JavaScript. On a command line: <code>npx asg verify receipt.json</code></p></noscript>
<div class="ui-drop" id="drop" hidden>
<p class="ui-drop-label">Drop a receipt here</p>
<p>or choose its file:</p>
<input type="file" id="file" accept=".json,application/json" aria-label="Receipt file">
<p><a href="./front/recorded-receipt.json" id="example">Try it with an example</a></p>
</div>
<div role="status" id="outcome"></div>
<div id="report"></div>
</section>`,
  });
}
