import { readFileSync } from 'node:fs';

/** Addresses as a router names them, e.g. `/tasks/:id`: each once, in the order of the source. */
function addressesIn(source: string): readonly string[] {
  const text = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
  return [...new Set([...text.matchAll(/\bpath[=:]\s*["'](\/[^"']*)["']/g)].map(([, path = '']) => path))];
}

/** Of every page, read from the lists that make them routes: what is added there is looked at. */
export const addresses = {
  /** Of who is in an organisation, and of people. */
  customer: addressesIn('apps/console/src/pages.ts'),
  operator: addressesIn('packages/operator-pages/src/index.ts'),
  /** Before one is signed in, and where mails lead to. */
  outside: addressesIn('apps/console/src/app.tsx'),
  worker: addressesIn('apps/worker/src/app.tsx'),
  /** That the server writes itself. */
  front: ['/', '/verify', ...addressesIn('packages/chain/src/local/explorer/routes.ts')],
};
