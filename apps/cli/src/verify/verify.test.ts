import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runAsg } from '../testing/run-asg.ts';

const vectors = new URL('../../../../contract/vectors/receipts/', import.meta.url);
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const vector = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, vectors), 'utf8'));

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'asg-verify-test-'));
});
after(() => rmSync(folder, { recursive: true }));

function stored(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('a sound receipt: every step with a tick, code 0, and loudly that it is not real money', async () => {
  const { receipt, expected } = vector('ok-content');
  const file = stored('sound.json', receipt);
  const spec = stored('spec.json', { instructions: null, ...expected.label_spec });
  const { code, stdout, stderr } = await runAsg([
    'verify',
    file,
    ...['--data-url', expected.data_url, '--label-spec', spec, '--label', expected.consensus_label],
    ...['--task', expected.task_id, '--header', receipt.block_hash.toUpperCase()],
  ]);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(stdout.match(/^ {2}✓ /gm)?.length, 9);
  assert.match(stdout, /LOCAL: NOT REAL MONEY/);
  assert.match(stdout, /Verified: in a block\./);
});

test('one that is not mined passes as far as it goes', async () => {
  const { code, stdout } = await runAsg(['verify', stored('seen.json', vector('ok-seen').receipt)]);
  assert.equal(code, 0);
  assert.match(stdout, /– proof +not mined/);
  assert.match(stdout, /! not mined: nothing in this file shows/);
  assert.match(stdout, /Verified as far as it goes: not in a block yet\./);
});

test('a tampered one ends with code 1 and names the step, what differs and what it means', async () => {
  const file = stored('tampered.json', vector('leaf-label').receipt);
  const { code, stdout, stderr } = await runAsg(['verify', file]);
  assert.equal(code, 1);
  assert.match(stdout, /^Claimed, not proven: /);
  assert.match(stdout, /✓ format.*✗ leaf.*– path +not reached/s);
  assert.match(
    stderr,
    /^asg: not verified: the step "leaf" failed: the record hashes to .* The record was changed/,
  );
  const json = await runAsg(['verify', file, '--json']);
  assert.equal(json.code, 1);
  const { ok, failed, steps } = JSON.parse(json.stdout);
  assert.deepEqual([ok, failed, steps.length], [false, 'leaf', 9]);
  const other = await runAsg(['verify', stored('sound.json', vector('ok-mined').receipt), '--label', 'x']);
  assert.match(other.stderr, /the step "content" failed: the label that you gave/);
});

test('blocks to trust can be read from a file, and the receipt from standard input', async () => {
  const { receipt } = vector('ok-mined');
  const headers = stored('headers.txt', `# mine\n\n${receipt.block_header}\r\n`);
  const child = spawn(process.execPath, [main, 'verify', '-', '--headers-file', headers]);
  child.stdin.end(JSON.stringify(receipt));
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  const others = stored('others.txt', `${'00'.repeat(32)}\n`);
  const refused = await runAsg(['verify', stored('sound.json', receipt), '--headers-file', others]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /the step "header" failed: block .* is not one of those you trust/);
  const empty = await runAsg(['verify', stored('sound.json', receipt), '--headers-file', stored('none', '')]);
  assert.equal(empty.code, 1);
});

test('what is no JSON, no file or no label spec ends with code 2', async () => {
  const sound = stored('sound.json', vector('ok-mined').receipt);
  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[join(folder, 'no.json')], /no\.json cannot be read/],
    [[stored('text.json', 'hello')], /text\.json: is not JSON/],
    [[stored('deep.json', '['.repeat(1_000_000))], /deep\.json: is not JSON/],
    [[sound, '--label-spec', stored('bad-spec.json', { question: 'x' })], /options must be a list of texts/],
    [[sound, '--label-spec', stored('null.json', 'null')], /question must be a text/],
    [[sound, '--header', 'abc'], /header \(160 hex digits\) or a hash \(64\)/],
    [[sound, '--headers-file', stored('bad.txt', `${'00'.repeat(32)}\nabc`)], /bad\.txt: line 2 must be/],
  ];
  for (const [args, message] of wrong) {
    const { code, stdout, stderr } = await runAsg(['verify', ...args]);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, message);
  }
});

test('a file that two readers of JSON would read differently is no receipt', async () => {
  const { text } = vector('file-label-twice-forged-first').file;
  const { code, stdout } = await runAsg(['verify', stored('twice.json', text)]);
  assert.equal(code, 1);
  assert.match(stdout, /consensus_label is there twice/);
});

test('a receipt cannot command the terminal', async () => {
  const { receipt } = vector('ok-mined');
  const leaf = { ...receipt.leaf, consensus_label: 'cat\u001b[2K\u202e' };
  for (const evil of [
    { ...receipt, leaf },
    { ...receipt, '\u001b[1A': 1 },
  ]) {
    const { code, stdout, stderr } = await runAsg(['verify', stored('evil.json', evil)]);
    assert.equal(code, 1);
    assert.ok(!/[\p{Cc}\p{Bidi_Control}]/u.test((stdout + stderr).replaceAll('\n', '')));
  }
});
