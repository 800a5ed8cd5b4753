import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningRefinery, startRefinery } from '@asg/testing';
import { isThere } from '../programs.ts';

const address = 'ASG=http://localhost:8081\n';
/** Each without its owner's settings. */
const shells = { sh: 'sh -i', bash: 'bash --norc --noprofile -i', zsh: 'zsh -f -i' };

let refinery: RunningRefinery;
let folder: string;
let block: string;

before(async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  block = /```bash\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  assert.ok(block.includes(address));
  folder = await mkdtemp(join(tmpdir(), 'asg-quickstart-'));
  refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50', ASG_ALLOW_LOOPBACK: 'false' } });
});

after(async () => {
  await refinery?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const blockFor = (url: string): string => block.replace(address, `ASG=${url}\n`);

/** A terminal with that shell in it: what it shows once the text was pasted and the shell waits for more. */
async function pasted(shell: string, text: string): Promise<string> {
  const terminal = spawn('script', ['-q', '-e', '-c', shell, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, HOME: folder, TERM: 'dumb' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let seen = 0;
  const output = terminal.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  const until = async (mark: string): Promise<string> => {
    while (!shown.includes(mark, seen)) {
      const { done, value } = await output.next();
      assert.ok(done !== true, `the shell ended before it showed ${mark}:\n${shown}`);
      shown += (value as string).replaceAll('\r', '');
    }
    const before = shown.slice(seen, shown.indexOf(mark, seen));
    seen += before.length + mark.length;
    return before;
  };
  try {
    // Computed by the shell, so that what is typed is not taken for what is printed.
    terminal.stdin.write('echo ready-$((20 + 1))\n');
    await until('ready-21\n');
    terminal.stdin.write(`${text}echo pasted-$((40 + 2))\n`);
    return await until('pasted-42\n');
  } finally {
    terminal.kill('SIGKILL');
  }
}

for (const [name, command] of Object.entries(shells)) {
  const missing = ['script', 'curl', name].find((tool) => !isThere(tool));
  const skip = missing === undefined ? false : `${missing} is not installed`;

  test(`the README's quickstart, pasted into ${name}, ends with a settled label and its page in the explorer`, {
    skip,
  }, async () => {
    const shown = await pasted(command, blockFor(refinery.url));
    const lines = shown.trim().split('\n');
    const result = JSON.parse(lines.find((line) => line.startsWith('{"task_id"')) ?? assert.fail(shown));
    assert.equal(result.status, 'settled');
    assert.equal(result.consensus_label, 'cat');
    assert.equal(result.confidence, 2 / 3);
    assert.equal(result.settlement.total_cost_sats, 650);
    const link = `${refinery.url}/chain/tx/${result.bsv_txid}`;
    assert.ok(lines.includes(link), shown);
    const page = await fetch(link);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /text\/html/);
    const html = await page.text();
    assert.ok(html.includes(result.bsv_txid));
    assert.equal(html.match(/\b325\b/g)?.length, 2, 'two workers are paid 325 satoshis each');
  });

  test(`in ${name} the quickstart stops at the first failure, and the shell goes on`, {
    skip,
  }, async () => {
    const refused = blockFor(refinery.url).replace('"consensus_threshold": 3', '"consensus_threshold": 300');
    const shown = await pasted(command, refused);
    assert.deepEqual(shown.match(/^Stopped: POST \/v1\/tasks was refused: .*$/gm)?.length, 1, shown);
    assert.match(shown, /^Stopped: .*consensus_threshold/m);
    assert.doesNotMatch(shown, /"accepted"|chain\/tx\/\w/, 'nothing after it was done');
  });
}

/** Runs the block as a script of `sh`: its exit code, and all that it printed. */
function run(
  script: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: unknown; printed: string }> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', script], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, printed: stdout + stderr }),
    );
  });
}

test('without curl the quickstart says that it needs it, and nothing else', async () => {
  const path = join(folder, 'bin');
  await mkdir(path);
  const tools = spawnSync('sh', ['-c', 'for tool in sh date sed grep; do command -v $tool; done'], {
    encoding: 'utf8',
  });
  for (const tool of tools.stdout.trim().split('\n'))
    await symlink(tool, join(path, tool.split('/').at(-1)!));
  const { code, printed } = await run(blockFor(refinery.url), { PATH: path });
  assert.equal(code, 1);
  assert.equal(printed, 'Stopped: this needs curl (on Debian and Ubuntu: sudo apt install curl).\n');
});

test('without a server, or with another program in its place, the quickstart says so', {
  skip: isThere('curl') ? false : 'curl is not installed',
}, async () => {
  const other = createServer((_, reply) => reply.end('<h1>Some page</h1>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const foreign = await run(blockFor(url));
  assert.deepEqual(foreign, { code: 1, printed: 'Stopped: no api_key in <h1>Some page</h1>\n' });
  await new Promise((resolve) => other.close(resolve));
  const { code, printed } = await run(blockFor(url));
  assert.equal(code, 1);
  assert.equal(
    printed.trim().split('\n').at(-1),
    `Stopped: no answer from ${url}: is the server running (npm start)?`,
  );
});
