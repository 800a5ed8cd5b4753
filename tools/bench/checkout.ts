import { execFileSync, type StdioOptions } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../..', import.meta.url));
const shortDigits = 12;

/** The folder of a checkout of the commit with its packages: made once, kept from run to run. Throws where there is no such commit. */
export function checkoutOf(commit: string): string {
  const git = (...given: string[]): string => execFileSync('git', given, { cwd: here, encoding: 'utf8' });
  const hash = git('rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`).trim();
  const folder = join(tmpdir(), `asg-bench-${hash.slice(0, shortDigits)}`);
  const ready = join(folder, 'node_modules', '.asg-bench-ready');
  if (existsSync(ready)) return folder;
  // What an earlier run left half way.
  rmSync(folder, { recursive: true, force: true });
  const quiet: { readonly stdio: StdioOptions } = { stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync('git', ['clone', '--quiet', '--no-checkout', here, folder], quiet);
  execFileSync('git', ['checkout', '--quiet', '--detach', hash], { cwd: folder, ...quiet });
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, ...quiet });
  writeFileSync(ready, '');
  return folder;
}
