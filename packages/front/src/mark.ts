import { html } from '@asg/formats/html';

/** Many labels run together into one. */
export const mark = html`<svg class="ui-brand-mark" width="32" height="32" viewBox="0 0 64 64" aria-hidden="true">
<rect width="64" height="64" rx="15"/>
<g fill="none" stroke-width="3.5" stroke-linecap="round"><path d="M16 17c0 15 16 10 16 26"/><path d="M48 17c0 15-16 10-16 26"/><path d="M32 17v26"/></g>
<circle cx="16" cy="16" r="4.5"/><circle cx="32" cy="16" r="4.5"/><circle cx="48" cy="16" r="4.5"/><circle cx="32" cy="47" r="7.5"/></svg>`;
