import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { processLives } from './process-lives.ts';

const lookEveryMs = 1_000;
/** `npm exec …` and `…/npm-cli.js`, and what else starts commands of packages in their place. */
const npmForm = /(?:^|[\s/])(?:npm|npx|pnpm|yarn|bunx?)(?:$|[\s.-])/;
/** A shell that waits for one command: what `&` starts is meant to outlive it. */
const waitingShellForm = /^\S*sh -c (?:[^&]|&&)+$/;

interface Seen {
  readonly parent: number;
  readonly command: string;
}

/** Null: it is gone, or the system does not tell. */
function seen(pid: number): Seen | null {
  try {
    if (process.platform !== 'linux') {
      const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', `${pid}`], { encoding: 'utf8' });
      const [, parent, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(line) ?? [];
      return parent === undefined ? null : { parent: Number(parent), command };
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { parent: Number(parent), command };
  } catch {
    return null;
  }
}

/**
 * The processes between this one and the npm that waits for it, with npm's own; none where it was started otherwise. `launcher`: the parent
 * is this program too, on an older Node.js.
 */
function upToNpm(launcher: boolean): readonly number[] {
  const own = launcher ? [process.ppid] : [];
  const first = launcher ? seen(process.ppid)?.parent : process.ppid;
  const shell = first === undefined ? null : seen(first);
  if (first === undefined || shell === null) return [];
  if (npmForm.test(shell.command) && !waitingShellForm.test(shell.command)) return [...own, first];
  if (!waitingShellForm.test(shell.command)) return [];
  return npmForm.test(seen(shell.parent)?.command ?? '') ? [...own, first, shell.parent] : [];
}

let isFollowing = false;

/**
 * Ends this process, as SIGTERM does, with the npm or npx that runs it. npm hands signals to a shell, which dies of them without a word to
 * the program, and hands on nothing when it is killed itself. Looks once a second, and only under npm.
 */
export function endWithNpm(launcher = process.connected): void {
  if (isFollowing || process.env.npm_config_user_agent === undefined) return;
  const above = upToNpm(launcher);
  if (above.length === 0) return;
  isFollowing = true;
  const parent = process.ppid;
  const timer = setInterval(() => {
    // Another parent, where the old one is dead and waits to be asked for its exit code.
    if (process.ppid === parent && above.every(processLives)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  timer.unref();
}
