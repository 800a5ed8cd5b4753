import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLogger } from '@asg/runtime';
import { auditDataDir, auditDecisionsIn } from '../audit.ts';
import { ConfigError } from '../settings/variables.ts';
import { explainedDataDir, openDataDir } from './data-dir.ts';

const log = createLogger('silent');
const mode = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

function folder(): { readonly path: (name: string) => string; [Symbol.dispose](): void } {
  const place = mkdtempSync(join(tmpdir(), 'asg-data-dir-'));
  return { path: (name) => join(place, name), [Symbol.dispose]: () => rmSync(place, { recursive: true }) };
}

test('a data folder is for its owner alone, also one that was there with files that others could read', () => {
  using place = folder();
  openDataDir(place.path('new/deep'), log);
  assert.equal(mode(place.path('new/deep')), '700');
  const old = place.path('old');
  mkdirSync(join(old, 'uploads', 'cust_1'), { recursive: true });
  const files = ['refinery.sqlite', 'refinery.sqlite-wal', 'chain.sqlite', 'encryption.key', 'network'];
  const uploads = ['uploads/job_1.jsonl', 'uploads/cust_1/job_2.jsonl'];
  for (const file of [...files, ...uploads]) writeFileSync(join(old, file), 'x');
  for (const file of ['', 'uploads', 'uploads/cust_1']) chmodSync(join(old, file), 0o755);
  for (const file of [...files, ...uploads]) chmodSync(join(old, file), 0o644);
  openDataDir(old, log);
  for (const file of ['', 'uploads', 'uploads/cust_1']) assert.equal(mode(join(old, file)), '700', file);
  for (const file of [...files, ...uploads]) assert.equal(mode(join(old, file)), '600', file);
  assert.deepEqual(readdirSync(old).toSorted(), [...files, 'uploads'].toSorted());
});

test('a folder that holds other things is not taken from others, and one for everybody is refused', () => {
  using place = folder();
  const home = place.path('home');
  mkdirSync(home);
  writeFileSync(join(home, 'letter.txt'), 'x');
  chmodSync(home, 0o755);
  chmodSync(join(home, 'letter.txt'), 0o644);
  openDataDir(home, log);
  assert.deepEqual([mode(home), mode(join(home, 'letter.txt'))], ['755', '644']);
  const shared = place.path('shared');
  mkdirSync(shared);
  writeFileSync(join(shared, 'letter.txt'), 'x');
  chmodSync(shared, 0o1777);
  assert.throws(
    () => openDataDir(shared, log),
    /^ConfigError: ASG_DATA_DIR names a folder that everybody may write to/,
  );
  assert.equal(mode(shared), '1777');
  // A tmpfs that was mounted for it.
  rmSync(join(shared, 'letter.txt'));
  openDataDir(shared, log);
  assert.equal(mode(shared), '700');
});

test('what is wrong with the data folder is said with ASG_DATA_DIR and what to do', () => {
  using place = folder();
  writeFileSync(place.path('file'), 'x');
  for (const name of ['file', 'file/below'])
    assert.throws(() => openDataDir(place.path(name), log), /^ConfigError: ASG_DATA_DIR names a file/);
  const failure = (code: string, more: object = {}): string => {
    const error = Object.assign(new Error(`what ${code} says of ${place.path('')}`), { code, ...more });
    const explained = explainedDataDir(error, place.path(''));
    assert.ok(explained instanceof ConfigError, code);
    return explained.message;
  };
  assert.match(failure('EROFS'), /^ASG_DATA_DIR cannot be used: .* can only be read\. Mount it/);
  assert.match(failure('ENOSPC'), /^ASG_DATA_DIR cannot be used: there is no space left .*Make room/);
  assert.match(failure('EACCES'), /^ASG_DATA_DIR cannot be used: .*chown -R/);
  assert.match(failure('STORAGE_FILE_LOCKED'), /^ASG_DATA_DIR cannot be used: .*Stop that server/);
  assert.match(failure('STORAGE_DAMAGED'), /^ASG_DATA_DIR cannot be used: .*asg restore BACKUP --data-dir/);
  assert.match(failure('CHAIN_DAMAGED'), /^ASG_DATA_DIR cannot be used: .*asg restore/);
  assert.match(failure('ERR_SQLITE_ERROR', { errcode: 13 }), /^ASG_DATA_DIR cannot be used: .*make room/);
  const port = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
  assert.equal(explainedDataDir(port, place.path('')), port);
});

test('a folder of another user is refused with whose it is', {
  skip: process.getuid?.() === 0 ? false : 'only root can become another user',
}, async () => {
  using place = folder();
  const other = place.path('other');
  mkdirSync(other);
  chmodSync(other, 0o700);
  chmodSync(place.path(''), 0o755);
  const seteuid = process.seteuid!.bind(process);
  seteuid(65_534);
  try {
    assert.throws(
      () => openDataDir(other, log),
      /^ConfigError: ASG_DATA_DIR cannot be used: .*(belongs to another user \(uid 0, this process is uid|cannot be written)/,
    );
  } finally {
    seteuid(0);
  }
  assert.ok(existsSync(other));
});

test('a folder that this user may write to but not change is used, with a warning: a group’s volume, a tmpfs', {
  skip: process.getuid?.() === 0 ? false : 'only root can become another user',
}, () => {
  using place = folder();
  chmodSync(place.path(''), 0o755);
  const volume = place.path('volume');
  const reported: string[] = [];
  const listening = Object.assign(createLogger('silent'), {
    warn: (_: object, text: string) => void reported.push(text),
  });
  const openAsOther = (): void => {
    process.seteuid!(65_534);
    try {
      openDataDir(volume, listening);
    } finally {
      process.seteuid!(0);
    }
  };
  mkdirSync(volume);
  for (const shape of [0o2777, 0o1777]) {
    chmodSync(volume, shape);
    openAsOther();
    assert.equal(mode(volume), shape.toString(8));
    assert.match(reported.pop()!, /could not be narrowed: chmod 700 .*volume$/);
  }
  // The next start finds what this user made, and what another did.
  for (const file of ['refinery.sqlite', 'chain.sqlite']) {
    writeFileSync(join(volume, file), 'x');
    chmodSync(join(volume, file), 0o666);
  }
  chownSync(join(volume, 'refinery.sqlite'), 65_534, 0);
  openAsOther();
  assert.match(reported.pop()!, /chmod 700 .*volume, chmod 600 .*chain\.sqlite$/);
  assert.deepEqual(
    ['refinery.sqlite', 'chain.sqlite'].map((file) => mode(join(volume, file))),
    ['600', '666'],
  );
  // That there is a file of such a name does not make a place for everybody this user’s.
  rmSync(join(volume, 'refinery.sqlite'));
  assert.throws(openAsOther, /^ConfigError: ASG_DATA_DIR names a folder that everybody may write to/);
});

test('an audit of a damaged folder says what the server says', async () => {
  using place = folder();
  openDataDir(place.path('data'), log);
  writeFileSync(place.path('data/refinery.sqlite'), '');
  for (const audit of [auditDataDir, auditDecisionsIn])
    await assert.rejects(
      audit({ ASG_DATA_DIR: place.path('data') }),
      /^ConfigError: ASG_DATA_DIR cannot be used: .*refinery\.sqlite is damaged: .*asg restore BACKUP/,
    );
});
