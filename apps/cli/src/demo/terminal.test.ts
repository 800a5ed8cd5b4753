import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeTemporaryFolder } from '@asg/instance';
import { main } from '../testing/run-asg.ts';

const columns = 60;
/** What moves the cursor and the like is no text. */
const terminalCommand = new RegExp(`${String.fromCharCode(27)}\\[[\\d;?]*[A-Za-z]`, 'g');
const skip = spawnSync('sh', ['-c', 'command -v script']).status === 0 ? false : 'script is not installed';

/** `asg demo` in a terminal of that width, with temporary files in `tmp`. */
function demoInTerminal(tmp: string, ...args: readonly string[]) {
  const command = `stty cols ${columns}; exec "${process.execPath}" "${main}" demo ${args.join(' ')}`;
  const terminal = spawn('script', ['-q', '-e', '-c', command, '/dev/null'], {
    env: { ...process.env, TMPDIR: tmp, TERM: 'xterm', NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output = terminal.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  let shown = '';
  return {
    terminal,
    /** Waits until it has shown that: all that it has shown. */
    until: async (mark: string): Promise<string> => {
      while (!shown.includes(mark)) {
        const { done, value } = await output.next();
        assert.ok(done !== true, `it ended before it showed ${mark}:\n${shown}`);
        shown += (value as string).replaceAll(terminalCommand, '\n');
      }
      return shown;
    },
  };
}

test('on a terminal of 60 columns nothing wraps but the link; Ctrl-C is answered and leaves nothing behind', {
  skip,
}, async () => {
  const tmp = mkdtempSync(join(tmpdir(), 'asg-narrow-'));
  try {
    const { terminal, until } = demoInTerminal(tmp, '--tasks 20 --workers 15 --keep');
    await until('Ctrl-C.');
    const pid = ownerOf(tmp);
    terminal.stdin.write('\x03');
    const shown = await until('Stopping: ');
    await untilGone(pid);
    terminal.kill('SIGKILL');
    const lines = shown.split(/[\r\n]+/);
    assert.ok(
      lines.some((line) => /^settled .*█.* 20\/20$/.test(line)),
      shown,
    );
    const wide = lines.filter((line) => line.length > columns);
    assert.ok(wide.length > 0 && wide.every((line) => /^ {2}http\S+$/.test(line)), wide.join('\n'));
    assert.deepEqual(readdirSync(tmp), []);
  } finally {
    rmSync(tmp, { recursive: true });
  }
});

test('a terminal that is closed while the demo runs leaves nothing behind', { skip }, async () => {
  const tmp = mkdtempSync(join(tmpdir(), 'asg-closed-'));
  try {
    const { terminal, until } = demoInTerminal(tmp, '--tasks 50000');
    await until('submitted');
    const pid = ownerOf(tmp);
    // The terminal is gone, and the system tells its processes by SIGHUP.
    terminal.kill('SIGKILL');
    await untilGone(pid);
    assert.deepEqual(readdirSync(tmp), []);
  } finally {
    rmSync(tmp, { recursive: true });
  }
});

test('what a killed process left behind is removed by the next, and nothing of a living one', async () => {
  const { TMPDIR } = process.env;
  const tmp = mkdtempSync(join(tmpdir(), 'asg-left-'));
  process.env.TMPDIR = tmp;
  try {
    const own = await makeTemporaryFolder('asg-refinery');
    const dead = spawnSync('true').pid;
    const leftOver = own.replace(`-${process.pid}-`, `-${dead}-`);
    const foreign = [join(tmp, `asg-refinery-00000000-${dead}-abcdef`), join(tmp, 'asg-refinery-notes')];
    for (const folder of [leftOver, ...foreign]) mkdirSync(join(folder, 'inside'), { recursive: true });
    const next = await makeTemporaryFolder('asg-refinery');
    assert.equal(existsSync(leftOver), false);
    for (const folder of [own, next, ...foreign]) assert.equal(existsSync(folder), true, folder);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(tmp, { recursive: true });
  }
});

/** The process whose instance is there. */
function ownerOf(tmp: string): number {
  const pids = readdirSync(tmp).flatMap((name) => /^asg-refinery-\w+-(\d+)-/.exec(name)?.[1] ?? []);
  assert.equal(pids.length, 1);
  return Number(pids[0]);
}

async function untilGone(pid: number): Promise<void> {
  try {
    for (;;) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch {
    // Gone.
  }
}
