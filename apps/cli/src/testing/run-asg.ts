import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The program's file. */
export const main = fileURLToPath(new URL('../../bin/asg.mjs', import.meta.url));

/** A run of the real command, for tests. */
export interface AsgRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AsgProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<AsgRun>;
}

/** Starts `asg` in a process of its own, its output caught; `program`: its file, of another installation. */
export function startAsg(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin = '',
  program = main,
): AsgProcess {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(stdin);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

export function runAsg(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin = '',
): Promise<AsgRun> {
  return startAsg(args, env, stdin).ended;
}
