import { directionOf } from '../i18n/languages.ts';
import { textOf } from '../i18n/speaking.ts';

/** What a manifest is made of, of a catalogue. */
export interface ManifestWords {
  readonly app: { readonly name: string };
  readonly nav: Readonly<Record<'work' | 'earnings' | 'history' | 'wallet', string>>;
  readonly questions: { readonly title: string };
  /** Marked, or its translation. */
  readonly pwa: { readonly description: object };
}

const icon = (src: string, sizes: string, type = 'image/png') => ({ src, sizes, type });

/** The file of a language's manifest: English is the one that the page names. */
export const manifestFile = (tag: string): string =>
  tag === 'en' ? 'manifest.webmanifest' : `manifest-${tag}.webmanifest`;

/** How the app is installed and called in a language. Its id is its start, whatever the language; addresses are relative to this file. */
export function manifestIn(tag: string, { app, nav, questions, pwa }: ManifestWords) {
  const shortcut = (name: string, path: string) => ({
    name,
    url: `./${path}`,
    icons: [icon('icon-192.png', '192x192')],
  });
  return {
    lang: tag,
    dir: directionOf(tag),
    name: app.name,
    short_name: app.name,
    description: textOf(pwa.description),
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#f5f7f5',
    theme_color: '#0b6b4f',
    categories: ['productivity', 'business'],
    icons: [
      icon('icon.svg', 'any', 'image/svg+xml'),
      icon('icon-192.png', '192x192'),
      icon('icon-512.png', '512x512'),
      { ...icon('icon-maskable-512.png', '512x512'), purpose: 'maskable' },
    ],
    shortcuts: [
      shortcut(nav.work, ''),
      shortcut(questions.title, 'questions'),
      shortcut(nav.earnings, 'earnings'),
      shortcut(nav.history, 'history'),
      shortcut(nav.wallet, 'wallet'),
    ],
  };
}
