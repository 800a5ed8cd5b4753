import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebApp } from '@asg/gateway';
import type { Logger } from '@asg/runtime';

const apps: readonly WebApp[] = [
  { path: '/work', folder: fileURLToPath(new URL('../../../worker/dist/', import.meta.url)) },
  { path: '/console', folder: fileURLToPath(new URL('../../../console/dist/', import.meta.url)) },
  { path: '/docs', folder: fileURLToPath(new URL('../../../docs/dist/', import.meta.url)), isSite: true },
];

/** What the pages that the server writes itself load. */
const frontFolder = fileURLToPath(new URL('../../../front/dist/', import.meta.url));

/** Where it is; null: it is not built, and the pages are plain. */
export function builtFront(log: Logger): string | null {
  if (existsSync(join(frontFolder, 'style.css'))) return frontFolder;
  log.warn({ path: '/' }, 'the styles of the server’s pages are not built: run npm run build');
  return null;
}

/** The web apps that are built. The server does without the others, and says how to get them. */
export function builtWebApps(log: Logger): readonly WebApp[] {
  return apps.filter((app) => {
    const isBuilt = existsSync(join(app.folder, 'index.html'));
    if (!isBuilt) log.warn({ path: app.path }, 'a web app is not built: run npm run build');
    return isBuilt;
  });
}
