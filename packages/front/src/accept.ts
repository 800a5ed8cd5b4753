const listed = /^\s*([\w*+.-]+\/[\w*+.-]+)\s*(?:;(.*))?$/;

/**
 * Whether who asks wants a page, as browsers say it: `text/html` is named, and liked no less than JSON. What takes anything
 * (`*` and `/`, as curl sends it), or says nothing, is a program.
 */
export function prefersPage(accept: string | undefined): boolean {
  let page = 0;
  let json = 0;
  for (const part of (accept ?? '').slice(0, 1_000).split(',')) {
    const [, type, parameters = ''] = listed.exec(part) ?? [];
    const quality = Number(/(?:^|;)\s*q=([\d.]+)/i.exec(parameters)?.[1] ?? 1);
    if (type?.toLowerCase() === 'text/html') page = quality;
    if (type?.toLowerCase() === 'application/json') json = quality;
  }
  return page > 0 && page >= json;
}
