import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { systemRandom } from '@asg/runtime';
import { readConfig } from '../settings/config.ts';
import { loadTreasuryKey } from './treasury-key.ts';
import { writeKeyFile } from './treasury-key-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'asg-key-file-'));
after(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

const passphrase = 'correct horse battery';
const key = new SigningKey(sha256(Buffer.from('treasury')), 'main');
const keyFile = path('treasury.json');
const made = writeKeyFile({ file: keyFile, network: 'main', passphrase, wif: key.revealWif() }, systemRandom);
const content = readFileSync(keyFile, 'utf8');

const onMain = { ASG_CHAIN: 'arc', ASG_NETWORK: 'main', ARC_URL: 'https://arc.example.com' };

function load(environment: Record<string, string>): SigningKey {
  const { treasuryKey, chain } = readConfig({ ...onMain, ...environment });
  return loadTreasuryKey({ setting: treasuryKey, network: chain.network, file: null }, systemRandom);
}

/** The message of a start that is refused; it never holds a secret. */
function problem(environment: Record<string, string>): string {
  try {
    load(environment);
  } catch (error) {
    assert.ok(error instanceof Error && error.name === 'ConfigError', String(error));
    for (const secret of [passphrase, key.revealWif()]) assert.ok(!error.message.includes(secret));
    return error.message;
  }
  throw new assert.AssertionError({ message: 'it was not refused' });
}

test('a key file opens with its passphrase, shows nothing of the key and is its owner’s alone', () => {
  assert.ok(made.ok);
  const loaded = load({ ASG_TREASURY_KEY_FILE: keyFile, ASG_TREASURY_PASSPHRASE: passphrase });
  assert.equal(loaded.revealWif(), key.revealWif());
  assert.equal((JSON.parse(content) as { address: string }).address, key.address);
  const secret = sha256(Buffer.from('treasury')).toString('hex');
  for (const reported of [key.revealWif(), secret, passphrase]) assert.ok(!content.includes(reported));
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
});

test('the passphrase may be in a file, as secrets managers mount it', () => {
  writeFileSync(path('passphrase'), `${passphrase}\n`);
  const loaded = load({
    ASG_TREASURY_KEY_FILE: keyFile,
    ASG_TREASURY_PASSPHRASE_FILE: path('passphrase'),
  });
  assert.equal(loaded.address, key.address);
});

test('each new file has a key of its own; no file is overwritten, and none is made under a short passphrase', () => {
  const request = { file: path('new.json'), network: 'test', passphrase, wif: null } as const;
  const first = writeKeyFile(request, systemRandom);
  const second = writeKeyFile({ ...request, file: path('new-2.json') }, systemRandom);
  assert.ok(first.ok && second.ok && first.key.address !== second.key.address);
  const before = readFileSync(request.file, 'utf8');
  assert.throws(() => writeKeyFile(request, systemRandom), { code: 'EEXIST' });
  assert.equal(readFileSync(request.file, 'utf8'), before);
  const short = writeKeyFile({ ...request, file: path('short.json'), passphrase: 'too short' }, systemRandom);
  assert.match(short.ok ? '' : short.message, /at least 12 characters/);
  assert.throws(() => statSync(path('short.json')), { code: 'ENOENT' });
});

const changed = (change: (file: Record<string, unknown>) => object): string =>
  JSON.stringify(change(JSON.parse(content) as Record<string, unknown>));
const { address: otherAddress } = new SigningKey(sha256(Buffer.from('other')), 'main');

const wrongFiles: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['cut short', content.slice(0, 200), /is no key file: it is not a JSON object; was it cut short\?/],
  ['empty', '', /was it cut short\?/],
  ['a key in the clear', key.revealWif(), /is no key file/],
  ['of a later version', changed((file) => ({ ...file, version: 2 })), /version that is not known/],
  ['without a cipher', changed((file) => ({ ...file, cipher: null })), /its cipher is not as it must be/],
  [
    'with a cost that would take all memory',
    changed((file) => ({ ...file, kdf: { ...(file.kdf as object), n: 2 ** 30 } })),
    /its kdf is not as it must be/,
  ],
  [
    'with another address in the clear',
    changed((file) => ({ ...file, address: otherAddress })),
    /the passphrase is another one, or the file was changed/,
  ],
  ['of another network', changed((file) => ({ ...file, network: 'test' })), /network test, not of main/],
];
for (const [what, text, message] of wrongFiles) {
  test(`a key file ${what} is refused at the start`, () => {
    const file = path('wrong.json');
    writeFileSync(file, text);
    const reported = problem({ ASG_TREASURY_KEY_FILE: file, ASG_TREASURY_PASSPHRASE: passphrase });
    assert.match(reported, /^ASG_TREASURY_KEY_FILE cannot be used: /);
    assert.match(reported, message);
  });
}

const wrongSettings: readonly (readonly [environment: Record<string, string>, message: RegExp])[] = [
  [
    { ASG_TREASURY_KEY_FILE: keyFile, ASG_TREASURY_PASSPHRASE: 'another passphrase' },
    /does not open: the passphrase is another one/,
  ],
  [
    {
      ASG_TREASURY_KEY_FILE: keyFile,
      ASG_TREASURY_PASSPHRASE: passphrase,
      ASG_TREASURY_WIF: key.revealWif(),
    },
    /^ASG_TREASURY_KEY_FILE must not be set together with ASG_TREASURY_WIF/,
  ],
  [{ ASG_TREASURY_KEY_FILE: keyFile }, /^ASG_TREASURY_KEY_FILE needs its passphrase/],
  [
    {
      ASG_TREASURY_KEY_FILE: keyFile,
      ASG_TREASURY_PASSPHRASE: passphrase,
      ASG_TREASURY_PASSPHRASE_FILE: path('passphrase'),
    },
    /^ASG_TREASURY_PASSPHRASE_FILE must not be set together/,
  ],
  [
    { ASG_TREASURY_KEY_FILE: keyFile, ASG_TREASURY_PASSPHRASE_FILE: path('nowhere') },
    /^ASG_TREASURY_PASSPHRASE_FILE names a file that cannot be read \(ENOENT\)/,
  ],
  [
    { ASG_TREASURY_KEY_FILE: path('nowhere.json'), ASG_TREASURY_PASSPHRASE: passphrase },
    /^ASG_TREASURY_KEY_FILE names a file that cannot be read \(ENOENT\)/,
  ],
];
for (const [environment, message] of wrongSettings) {
  test(`the start is refused: ${message.source.replaceAll('\\', '')}`, () => {
    assert.match(problem(environment), message);
  });
}
