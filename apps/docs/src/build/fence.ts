import { highlighted } from './highlight.ts';
import { escaped } from './page.ts';

/** What stands behind the three backticks: the language, and words like `tab="curl"`. */
export interface Info {
  readonly language: string;
  /** The name of its tab; it and its neighbours that have one are shown in one place. */
  readonly tab: string | null;
  readonly title: string | null;
}

export function infoOf(text: string): Info {
  const [, language = ''] = /^(\S*)/.exec(text) ?? [];
  const wordOf = (name: string): string | null => new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? null;
  return { language, tab: wordOf('tab'), title: wordOf('title') };
}

export interface Block {
  readonly info: string;
  readonly code: string;
}

export function codeHtml({ info, code }: Block): string {
  const { language, title } = infoOf(info);
  const heading = title === null ? '' : `<p class="code-title">${escaped(title)}</p>`;
  const text = highlighted(code.replace(/\n$/, ''), language);
  return `<div class="code">${heading}<pre tabindex="0"><code>${text}</code></pre></div>\n`;
}

/** Radio buttons, so that tabs need no script; without styles for them all blocks are shown, each below its name. */
export function tabsHtml(name: string, blocks: readonly Block[]): string {
  const tabs = blocks.map((block) => ({ block, tab: infoOf(block.info).tab ?? '' }));
  const radios = tabs.map(
    ({ tab }, i) =>
      `<label><input type="radio" name="${name}" value="${escaped(tab)}"${i === 0 ? ' checked' : ''}>${escaped(tab)}</label>`,
  );
  const panels = tabs.map(
    ({ block, tab }) =>
      `<div class="panel"><p class="panel-name">${escaped(tab)}</p>${codeHtml(block)}</div>`,
  );
  return `<fieldset class="tabs"><legend class="hidden">The same in</legend><div class="tab-names">${radios.join('')}</div>${panels.join('')}</fieldset>\n`;
}
