import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const readyForm = /^ASG Refinery is ready at (http\S+)$/;

/** A server of an installed package. Dispose of it: what was installed and what it stored goes too. */
export interface InstalledServer extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Ends it in order; its exit code, null where it had none. */
  readonly stop: () => Promise<number | null>;
}

/** Installs the archive of `npm run pack:cli` into an empty folder with npm, as its users do, and starts its `asg up` there. */
export async function startInstalled(
  archive: string,
  env: Readonly<Record<string, string>>,
): Promise<InstalledServer> {
  const folder = await mkdtemp(join(tmpdir(), 'asg-installed-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "name": "soaked", "private": true }');
    await run('npm', ['install', '--no-audit', '--no-fund', resolve(archive)], { cwd: folder });
    const launcher = join(folder, 'node_modules/@asg/cli/apps/cli/bin/asg.mjs');
    const dataDir = join(folder, 'data');
    const args = [launcher, 'up', '--port', '0', '--data-dir', dataDir, '--log-level', 'warn'];
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const end = once(child, 'exit');
    // Who stops the soak is not left with a server, nor with what it stored.
    process.once('exit', () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<string>((found) => {
      lines.on('line', (line) => {
        const url = readyForm.exec(line)?.[1];
        if (url !== undefined) found(url);
      });
    });
    const url = await Promise.race([ready, end.then(() => null)]);
    if (url === null || child.pid === undefined) throw new Error(`the server of ${archive} did not start`);
    return {
      url,
      pid: child.pid,
      dataDir,
      stop: async () => {
        child.kill('SIGTERM');
        const [code] = await end;
        return typeof code === 'number' ? code : null;
      },
      [Symbol.asyncDispose]: async () => {
        if (child.exitCode === null && child.kill('SIGKILL')) await end;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
