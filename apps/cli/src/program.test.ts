import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TestApi } from '@asg/testing';
import { createProgram } from './program.ts';
import { oldNode } from './testing/old-node.ts';
import { runAsg, startAsg } from './testing/run-asg.ts';

const launcher = fileURLToPath(new URL('../bin/asg.mjs', import.meta.url));

test('every command explains itself, with examples and exit codes', () => {
  for (const command of createProgram().commands) {
    let text = '';
    command.configureOutput({
      writeOut: (part) => {
        text += part;
      },
    });
    command.outputHelp();
    assert.match(text, /^Examples:\n {2}\$ /m, command.name());
    assert.match(text, /^Exit codes:\n {2}0/m, command.name());
  }
});

test('help of a command is on standard output, with code 0', async () => {
  const { code, stdout, stderr } = await runAsg(['start', '--help']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /Usage: asg up\|start/);
});

test('when its output is closed, a command ends as others do, without a message', async () => {
  const vector = new URL('../../../contract/vectors/receipts/ok-mined.json', import.meta.url);
  const receipt = JSON.stringify(JSON.parse(readFileSync(vector, 'utf8')).receipt);
  for (const args of [['--help'], ['replay', '--help'], ['completion', 'bash'], ['verify', '-', '--json']]) {
    const child = spawn(process.execPath, [launcher, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let reported = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      reported += text;
    });
    child.stdout.destroy();
    child.stdin.end(receipt);
    const [code] = await once(child, 'close');
    assert.deepEqual([code, reported], [141, ''], args.join(' '));
  }
});

const wrongCalls: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [[], /Usage: asg/],
  [['fly'], /unknown command 'fly'/],
  [['demo', '--tasks', 'many'], /whole number from 1 to 100000/],
  [['replay', '--truth', 't.csv'], /required option '--answers <file>'/],
  [['replay', '--answers', 'no.csv', '--truth', 'no.csv'], /no\.csv cannot be read/],
  [['replay', '--answers', 'a', '--truth', 't', '--policy', 'threshold:11'], /N from 2 to 10/],
  [['replay', '--answers', 'a', '--truth', 't', '--key', 'k'], /--key needs --url/],
  [['replay', '--answers', 'a', '--truth', 't', '--url', 'localhost'], /address of a server/],
];
for (const [args, message] of wrongCalls) {
  test(`\`${['asg', ...args].join(' ')}\` ends with code 2 and says what is wrong`, async () => {
    const { code, stdout, stderr } = await runAsg(args);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  });
}

test('asg start runs the server until it is stopped, and reports what is wrong with its settings', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-start-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const { child, ended } = startAsg(['start', '--port', '0', '--data-dir', folder, '--log-level', 'warn']);
  const [line] = (await once(child.stdout!, 'data')) as [string];
  const url = /ready at (\S+)/.exec(line)![1]!;
  assert.equal((await new TestApi(url).customer().health()).status, 'ok');
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  const refused = await runAsg(['start', '--log-level', 'loud']);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /LOG_LEVEL must be one of/);
});

test('Ctrl-C in the middle of a demo ends it with code 130', async () => {
  const { child, ended } = startAsg(['demo', '--tasks', '20000', '--workers', '15']);
  await once(child.stderr!, 'data');
  child.kill('SIGINT');
  assert.equal((await ended).code, 130);
});

test('the command works when it is started by an older Node', { skip: oldNode() === null }, async () => {
  const run = async (...args: string[]): Promise<{ code: number | null; output: string }> => {
    const child = spawn(oldNode()!, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  };
  assert.match((await run('--help')).output, /Usage: asg/);
  assert.equal((await run('fly')).code, 2);
});
