/** What the page says that stands in for an app where nothing of it is on the device, nor to be fetched. */
export interface OfflineWords {
  readonly lang: string;
  readonly dir: string;
  readonly title: string;
  readonly text: string;
  readonly again: string;
}

const style = `:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 20vh auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.25 }
a { display: inline-block; padding: .75rem 1.25rem; border-radius: 8px; background: #0b6b4f; color: #fff; text-decoration: none }`;

/** The page as one text: it asks nothing of any host. The words are ours, from the catalogues. */
export function offlinePage({ lang, dir, title, text, again }: OfflineWords): string {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p><a href="">${again}</a></p></main></body></html>
`;
}
