import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runAsg } from '../../testing/run-asg.ts';
import { jsonLine, readableLine } from './lines.ts';
import { pauseMs } from './pauses.ts';

const entry = (fields: object): string =>
  JSON.stringify({ level: 'warn', time: '2026-12-03T02:13:38.123Z', ...fields, msg: 'it is late' });

test('a line of a log is told with its process, time, level, message and fields', () => {
  assert.equal(
    readableLine('settler', entry({ afterMs: 7, lane: 'a', why: 'no coins', roles: ['settler'] })),
    'settler    │ 02:13:38 warn  it is late afterMs=7 lane=a why="no coins" roles=["settler"]',
  );
  assert.equal(readableLine('jobs', 'Segmentation fault'), 'jobs       │ Segmentation fault');
});

test('an error is told with where it came from, each line with its process; nothing in a log commands the terminal', () => {
  const err = {
    type: 'Error',
    message: 'no answer',
    stack: 'Error: no answer\n    at a.ts:1\n    at b.ts:2',
  };
  assert.equal(
    readableLine('router', entry({ err })),
    [
      'router     │ 02:13:38 warn  it is late err="no answer"',
      'router     │     at a.ts:1',
      'router     │     at b.ts:2',
    ].join('\n'),
  );
  assert.equal(readableLine('jobs', 'a\u001b[2Jb'), 'jobs       │ a\ufffd[2Jb');
});

test('for programs a line says which process it is of, whatever it is', () => {
  const { process, msg, level } = JSON.parse(jsonLine('gateway-2', entry({})));
  assert.deepEqual([process, msg, level], ['gateway-2', 'it is late', 'warn']);
  assert.deepEqual(JSON.parse(jsonLine('jobs', 'Aborted')), { process: 'jobs', msg: 'Aborted' });
});

test('who ends again and again is waited for longer, up to half a minute', () => {
  assert.deepEqual([0, 1, 2, 5, 6, 60].map(pauseMs), [500, 1_000, 2_000, 16_000, 30_000, 30_000]);
});

const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [[], /needs a store that processes share, and sqlite:.*--store aerospike:\/\//],
  [['--store', 'sqlite:./one.db'], /sqlite:\.\/one\.db is a file of one process/],
  [['--store', 'aerospike://127.0.0.1:1/test', '--log-level', 'loud'], /LOG_LEVEL must be one of/],
  [['--roles', 'gateway'], /--processes \[gateways\]' cannot be used with option '--roles/],
  [['0'], /whole number from 1 to 16/],
];
for (const [args, message] of refused) {
  test(`\`${['asg up --processes', ...args].join(' ')}\` is a wrong call, and leaves nothing behind`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'asg-processes-'));
    t.after(() => rm(folder, { recursive: true }));
    const dataDir = join(folder, 'data');
    const { code, stdout, stderr } = await runAsg(['up', '--data-dir', dataDir, '--processes', ...args], {
      ASG_STORE: '',
    });
    assert.deepEqual([code, stdout, existsSync(dataDir)], [2, '', false], stderr);
    assert.match(stderr, message);
  });
}

test('--json is of --processes', async () => {
  const { code, stderr } = await runAsg(['up', '--json']);
  assert.equal(code, 2);
  assert.match(stderr, /--json needs --processes/);
});
