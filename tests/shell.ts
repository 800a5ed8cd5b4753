import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
interface ShellRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own, and a shell in it that knows the command `asg`. */
export function openShell(env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'asg-shell-'));
  const bin = join(folder, 'bin');
  const work = join(folder, 'work');
  for (const made of [bin, work]) mkdirSync(made);
  const asg = join(bin, 'asg');
  writeFileSync(asg, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'apps/cli/bin/asg.mjs')}" "$@"\n`);
  chmodSync(asg, 0o755);
  const own = { ASG_CONFIG_DIR: join(folder, 'config'), ASG_API_KEY: '', ASG_BASE_URL: '' };
  return {
    write: (name: string, content: string): void => writeFileSync(join(work, name), content),
    folder: work,
    /** Ends at the first command that fails. */
    run: async (
      script: string,
      more: Readonly<Record<string, string>> = {},
      cwd = work,
    ): Promise<ShellRun> => {
      const path = `${bin}${delimiter}${process.env.PATH ?? ''}`;
      const child = spawn('sh', ['-eu', '-c', script], {
        cwd,
        env: { ...process.env, ...own, ...env, ...more, PATH: path },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const [code] = await once(child, 'close');
      return { code, stdout, stderr };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Where the repository is, for commands that are run in it. */
export const repository = root;
