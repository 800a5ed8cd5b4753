import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the C headers and manuals of Node.js out after `npm ci`: a third of what it brings, and nothing here reads them. */
const modules = join(import.meta.dirname, '../node_modules');
for (const folder of globSync('node-*-*/{include,share}', { cwd: modules }))
  rmSync(join(modules, folder), { recursive: true, force: true });
