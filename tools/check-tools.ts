import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The tools of `npm test` and `npm run check`, which `npm ci` leaves out because nobody else needs them (decision 29): fetched
 * into tests/node_modules by the first script that asks for them.
 */
const home = join(import.meta.dirname, '../tests');
const lockFile = join(home, 'package-lock.json');
const stampFile = join(home, 'node_modules/.installed');

function isInstalled(stamp: string): boolean {
  try {
    return readFileSync(stampFile, 'utf8') === stamp;
  } catch {
    return false;
  }
}

/** Installs what the lock file in tests/ says, with the npm that runs this script. False where that fails. */
export function installTools(): boolean {
  const stamp = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(stamp)) return true;
  console.error('fetching the tools of the checks into tests/node_modules, once: 140 MB');
  const { npm_node_execpath: node, npm_execpath: npm, NODE_OPTIONS = '' } = process.env;
  // An older Node.js refuses options that it does not know.
  const env = {
    ...process.env,
    NODE_OPTIONS: NODE_OPTIONS.replace('--disable-warning=ExperimentalWarning', ''),
  };
  // npm may belong to an older Node.js of the machine, which alone knows where its modules are.
  const [command, ...first] = node !== undefined && npm !== undefined ? [node, npm] : ['npm'];
  const { status } = spawnSync(command!, [...first, 'ci'], {
    cwd: home,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) writeFileSync(stampFile, stamp);
  else
    console.error(
      'The checks need their tools, and npm could not fetch them: run `npm run tools` once, with the registry within reach.',
    );
  return status === 0;
}

if (import.meta.main && !installTools()) process.exitCode = 1;
