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

/** The web apps that are built. The server does without the others, and says how to get them. */
export function builtWebApps(log: Logger): readonly WebApp[] {
  return apps.filter((app) => {
    const isBuilt = existsSync(join(app.folder, 'index.html'));
    if (!isBuilt) log.warn({ path: app.path }, 'a web app is not built: run npm run build');
    return isBuilt;
  });
}
