import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { KeyDeriver, PrivateKey } from '@bsv/sdk';
import { addressOfLockingScript, lockingScriptOfAddress } from './address.ts';
import { encodeBase58Check } from './base58check.ts';
import { hexOf } from './bytes.ts';
import {
  depositScript,
  freshWif,
  heldAddress,
  heldKey,
  type SigningKey,
  treasuryKeyFromWif,
} from './signing-key.ts';

function freshKey(network: 'local' | 'test' | 'main' = 'local'): SigningKey {
  const opened = treasuryKeyFromWif(freshWif(network, randomBytes), network);
  assert.ok(opened.ok);
  return opened.key;
}

test('a key and its address are the same as in @bsv/sdk', () => {
  for (const [network, wifPrefix, addressPrefix] of [
    ['test', 0xef, 0x6f],
    ['main', 0x80, 0x00],
  ] as const) {
    const key = freshKey(network);
    const other = PrivateKey.fromWif(key.revealWif());
    assert.equal(other.toWif([wifPrefix]), key.revealWif());
    assert.equal(other.toAddress([addressPrefix]), key.address);
    assert.deepEqual(lockingScriptOfAddress(key.address, network), {
      ok: true,
      lockingScript: key.lockingScript,
    });
    assert.equal(addressOfLockingScript(key.lockingScript, network), key.address);
  }
});

test('a key of another network, a mistyped, an uncompressed and an impossible one are refused with the reason', () => {
  const wif = freshWif('main', randomBytes);
  const reason = (text: string) => {
    const opened = treasuryKeyFromWif(text, 'local');
    return opened.ok ? undefined : opened.reason;
  };
  assert.equal(reason(wif), 'wrong_network');
  assert.equal(reason(`${wif.slice(0, -1)}${wif.endsWith('1') ? '2' : '1'}`), 'bad_checksum');
  assert.equal(reason('0OIl'), 'not_base58');
  assert.equal(reason(''), 'not_base58');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0xef, ...randomBytes(32)))), 'uncompressed');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0xef, ...randomBytes(12)))), 'wrong_length');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0xef, ...new Uint8Array(32), 1))), 'not_a_key');
});

test('an address that cannot be paid is refused with the reason', () => {
  const reason = (address: string) => {
    const script = lockingScriptOfAddress(address, 'local');
    return script.ok ? undefined : script.reason;
  };
  const hash = randomBytes(20);
  const { address } = freshKey();
  assert.equal(reason(address), undefined);
  assert.equal(reason(freshKey('main').address), 'wrong_network');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0xc4, ...hash))), 'not_p2pkh');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0x30, ...hash))), 'unknown_prefix');
  assert.equal(reason(encodeBase58Check(Uint8Array.of(0x6f, ...hash, 0))), 'wrong_length');
  assert.equal(reason(`${address}1`), 'bad_checksum');
  assert.equal(reason('someone@example.com'), 'not_base58');
  assert.equal(reason('1'.repeat(100_000)), 'not_base58');
});

test('a key never shows its secret: not inspected, not as text, not as JSON', () => {
  const key = freshKey();
  const wif = key.revealWif();
  const secret = PrivateKey.fromWif(wif).toHex();
  for (const shown of [
    inspect(key),
    inspect({ key }, { depth: 9, showHidden: true }),
    key.toString(),
    JSON.stringify({ key }),
  ]) {
    assert.ok(!shown.includes(secret) && !shown.includes(wif), shown);
    assert.ok(shown.includes(key.address));
  }
});

test('a held address is the BRC-42 child that @bsv/sdk derives, and its key spends from it', () => {
  const treasury = freshKey('test');
  const deriver = new KeyDeriver(PrivateKey.fromWif(treasury.revealWif()));
  for (const worker of ['w_1', 'w_2', 'Ünï-çødé']) {
    const child = deriver.derivePrivateKey([2, 'asg held address'], worker, 'self');
    assert.equal(heldAddress(treasury, worker), child.toAddress([0x6f]));
    assert.equal(heldKey(treasury, worker).revealWif(), child.toWif([0xef]));
  }
  assert.notEqual(heldAddress(treasury, 'w_1'), heldAddress(treasury, 'w_2'));
});

test('the address of a deposit needs the public key alone, and is the BRC-42 child that @bsv/sdk derives', () => {
  const treasury = freshKey('test');
  const deriver = new KeyDeriver(PrivateKey.fromWif(treasury.revealWif()));
  for (const depositId of ['d_1', 'd_2']) {
    const child = deriver.derivePrivateKey([2, 'asg deposit address'], depositId, 'anyone');
    const key = treasury.deriveDeposit(depositId);
    assert.equal(key.revealWif(), child.toWif([0xef]));
    assert.equal(depositScript(hexOf(treasury.publicKey), depositId), key.lockingScript);
  }
  assert.notEqual(treasury.deriveDeposit('d_1').address, treasury.deriveDeposit('d_2').address);
  assert.throws(() => treasury.deriveDeposit(''), RangeError);
});
