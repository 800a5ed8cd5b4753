import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { type Coin, sats, type TxOutput } from '@asg/domain';
import { LockingScript, P2PKH, PrivateKey, Transaction } from '@bsv/sdk';
import fc from 'fast-check';
import { dataPushes, dataScript } from './data-script.ts';
import { verifyInputScript, verifyInputScripts, verifyTransaction } from './script-check.ts';
import { SigningKey } from './signing-key.ts';
import {
  parseExtendedTransaction,
  parseRawTransaction,
  serialiseExtended,
  serialiseRaw,
} from './transaction.ts';
import { buildTransaction, feeSats, type TransactionPlan } from './transaction-builder.ts';

function keyOf(seed: string): SigningKey {
  return new SigningKey(createHash('sha256').update(seed).digest(), 'local');
}

function coinOf(key: SigningKey, satoshis: number, seed: string): Coin {
  const txid = createHash('sha256').update(seed).digest('hex');
  return { txid, vout: satoshis % 7, satoshis: sats(satoshis), lockingScript: key.lockingScript };
}

function planOf(coinCount: number, outputCount: number, rate = 100): TransactionPlan {
  const keys = [keyOf('a'), keyOf('b')];
  const coins = Array.from({ length: coinCount }, (_, n) =>
    coinOf(keys[n % 2]!, 50_000_000 + n, `coin ${n}`),
  );
  const payouts = Array.from({ length: outputCount }, (_, n) => {
    return { satoshis: sats(325 + n), lockingScript: keyOf(`worker ${n}`).lockingScript };
  });
  const commitment = { satoshis: sats(0), lockingScript: dataScript([Buffer.from('asg'), randomBytes(32)]) };
  const outputs: TxOutput[] = [commitment, ...payouts];
  return { coins, outputs, changeScript: keys[0]!.lockingScript, feeRateSatsPerKb: rate, keys };
}

/** The same payment made by the SDK alone: its own serialisation, digest and (slow) signer. */
async function madeBySdk(plan: TransactionPlan, change: Coin): Promise<Transaction> {
  const transaction = new Transaction(1, [], [], 0);
  for (const coin of plan.coins) {
    const key = plan.keys.find((candidate) => candidate.lockingScript === coin.lockingScript)!;
    const script = LockingScript.fromHex(coin.lockingScript);
    const secret = PrivateKey.fromWif(key.revealWif());
    transaction.addInput({
      sourceTXID: coin.txid,
      sourceOutputIndex: coin.vout,
      sequence: 0xffff_ffff,
      // One template per input: the SDK's remembers the first input it was used on.
      unlockingScriptTemplate: new P2PKH().unlock(secret, 'all', false, coin.satoshis, script),
    });
  }
  for (const { satoshis, lockingScript } of [...plan.outputs, change]) {
    transaction.addOutput({ satoshis, lockingScript: LockingScript.fromHex(lockingScript) });
  }
  await transaction.sign();
  return transaction;
}

for (const [coins, outputs] of [
  [1, 1],
  [1, 10],
  [1, 1_000],
  [3, 5],
  [8, 2],
] as const) {
  test(`${coins} coins to ${outputs} payees: the same bytes as @bsv/sdk makes`, async () => {
    const plan = planOf(coins, outputs);
    const built = buildTransaction(plan);
    assert.ok(built.ok);
    const theirs = await madeBySdk(plan, built.change);
    assert.equal(built.transaction.raw, theirs.toHex());
    assert.equal(built.transaction.txid, theirs.id('hex'));
  });
}

test('value is conserved, the fee is never under the rate, and the same plan gives the same bytes', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 30 });
  const rates = fc.integer({ min: 0, max: 5_000 });
  const held = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 4 });
  const key = keyOf('treasury');
  fc.assert(
    fc.property(held, amounts, rates, (coinSats, paySats, feeRateSatsPerKb) => {
      const coins = coinSats.map((satoshis, n) => coinOf(key, satoshis, `coin ${n}`));
      const outputs = paySats.map((satoshis) => ({
        satoshis: sats(satoshis),
        lockingScript: key.lockingScript,
      }));
      const plan = { coins, outputs, changeScript: key.lockingScript, feeRateSatsPerKb, keys: [key] };
      const built = buildTransaction(plan);
      const available = coinSats.reduce((a, b) => a + b, 0);
      const paid = paySats.reduce((a, b) => a + b, 0);
      if (!built.ok) {
        const richer = [...coins, coinOf(key, built.missingSats + 500_000, 'more')];
        assert.ok(buildTransaction({ ...plan, coins: richer }).ok);
        return;
      }
      const parsed = parseExtendedTransaction(built.transaction.extended);
      assert.ok(parsed.ok);
      assert.equal(available, paid + built.feeSats + built.change.satoshis);
      assert.equal(parsed.transaction.outputs.at(-1)?.satoshis, built.change.satoshis);
      assert.ok(built.feeSats >= feeSats(built.size, feeRateSatsPerKb) && built.change.satoshis >= 1);
      assert.deepEqual(buildTransaction(plan), built);
    }),
    { numRuns: 60 },
  );
});

test('the last satoshi decides: change of one is paid, change of nothing is insufficient funds', () => {
  const plan = planOf(1, 3);
  const rich = buildTransaction(plan);
  assert.ok(rich.ok);
  const spare = rich.change.satoshis;
  const exact = {
    ...plan,
    coins: [{ ...plan.coins[0]!, satoshis: sats(plan.coins[0]!.satoshis - spare + 1) }],
  };
  const built = buildTransaction(exact);
  assert.ok(built.ok && built.change.satoshis === 1);
  const short = { ...plan, coins: [{ ...plan.coins[0]!, satoshis: sats(plan.coins[0]!.satoshis - spare) }] };
  assert.deepEqual(buildTransaction(short), { ok: false, reason: 'insufficient_funds', missingSats: 1 });
});

test('a coin without a key and a coin listed twice are faults of the caller', () => {
  const plan = planOf(2, 1);
  assert.throws(() => buildTransaction({ ...plan, keys: [keyOf('stranger')] }));
  assert.throws(() => buildTransaction({ ...plan, coins: [plan.coins[0]!, plan.coins[0]!] }));
  assert.throws(() => buildTransaction({ ...plan, feeRateSatsPerKb: Number.NaN }));
});

test("the SDK's interpreter accepts every input that our signer signs", () => {
  const built = buildTransaction(planOf(3, 20));
  assert.ok(built.ok);
  const verified = verifyTransaction(built.transaction.extended);
  assert.ok(verified.ok && verified.feeSats === built.feeSats);
});

test('what was found good once is looked at again as soon as anything about it differs', () => {
  const built = buildTransaction(planOf(2, 2));
  assert.ok(built.ok);
  const parsed = parseExtendedTransaction(built.transaction.extended);
  assert.ok(parsed.ok);
  const { transaction } = parsed;
  const sources = transaction.inputs.map((input) => input.source);
  for (let i = 0; i < 2; i++) assert.deepEqual(verifyInputScripts(transaction, sources), { ok: true });
  const [first, ...others] = transaction.inputs;
  const [paid, ...rest] = transaction.outputs;
  const [spent, ...more] = sources;
  for (const changed of [
    { ...transaction, version: transaction.version + 1 },
    { ...transaction, locktime: transaction.locktime + 1 },
    { ...transaction, inputs: [{ ...first!, sequence: 5 }, ...others] },
    { ...transaction, inputs: [{ ...first!, vout: first!.vout + 1 }, ...others] },
    { ...transaction, outputs: [{ ...paid!, satoshis: paid!.satoshis - 1 }, ...rest] },
  ])
    assert.equal(verifyInputScripts(changed as typeof transaction, sources).ok, false);
  const richer = [{ ...spent!, satoshis: spent!.satoshis + 1 } as TxOutput, ...more];
  assert.equal(verifyInputScripts(transaction, richer).ok, false);
});

test('a changed output, amount, source or signature is refused by the interpreter', () => {
  const built = buildTransaction(planOf(2, 2));
  assert.ok(built.ok);
  const parsed = parseExtendedTransaction(built.transaction.extended);
  assert.ok(parsed.ok);
  const { transaction } = parsed;
  const source = transaction.inputs[0]!.source;
  assert.deepEqual(verifyInputScript(transaction, 0, source), { ok: true });
  const outputs = transaction.outputs.map((output, n) =>
    n === 1 ? { ...output, satoshis: sats(326) } : output,
  );
  const swapped = transaction.inputs.map((input, n, all) => ({
    ...input,
    unlockingScript: all[1 - n]!.unlockingScript,
  }));
  const emptied = transaction.inputs.map((input) => ({ ...input, unlockingScript: '' }));
  assert.equal(verifyInputScript({ ...transaction, outputs }, 0, source).ok, false);
  assert.equal(verifyInputScript({ ...transaction, inputs: swapped }, 0, source).ok, false);
  assert.equal(verifyInputScript({ ...transaction, inputs: emptied }, 0, source).ok, false);
  assert.equal(
    verifyInputScript(transaction, 0, { ...source, satoshis: sats(source.satoshis + 1) }).ok,
    false,
  );
  assert.equal(
    verifyInputScript(transaction, 0, { ...source, lockingScript: keyOf('x').lockingScript }).ok,
    false,
  );
});

test('data pushes of every length come back as they went in', () => {
  const lengths = fc.constantFrom(0, 1, 75, 76, 255, 256, 65_535, 65_536);
  fc.assert(
    fc.property(fc.array(lengths, { maxLength: 4 }), (sizes) => {
      const pushes = sizes.map((size) => Uint8Array.from(randomBytes(size)));
      const read = dataPushes(dataScript(pushes));
      assert.deepEqual(
        read?.map((push) => Uint8Array.from(push)),
        pushes,
      );
    }),
    { numRuns: 40 },
  );
});

test('reading what was written gives the same transaction, in both formats', () => {
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
  const script = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
  const output = fc.record({
    satoshis: fc.integer({ min: 0, max: 2.1e15 }).map(sats),
    lockingScript: script,
  });
  const input = fc.record({
    txid: hash,
    vout: uint32,
    unlockingScript: script,
    sequence: uint32,
    source: output,
  });
  const fields = fc.record({
    version: uint32,
    inputs: fc.array(input, { minLength: 1, maxLength: 4 }),
    outputs: fc.array(output, { maxLength: 4 }),
    locktime: uint32,
  });
  fc.assert(
    fc.property(fields, (drawn) => {
      // fast-check also draws objects without a prototype, which are equal to ours in all but that.
      const transaction = structuredClone(drawn);
      const raw = serialiseRaw(transaction).toString('hex');
      const extended = serialiseExtended(transaction).toString('hex');
      const fromRaw = parseRawTransaction(raw);
      const fromExtended = parseExtendedTransaction(extended);
      assert.ok(fromRaw.ok && fromExtended.ok);
      assert.equal(fromRaw.transaction.txid, fromExtended.transaction.txid);
      assert.deepEqual(fromExtended.transaction, {
        ...transaction,
        txid: fromRaw.transaction.txid,
        size: raw.length / 2,
      });
      for (const broken of [`${raw}00`, raw.slice(0, -2), raw.slice(1), `${extended}00`]) {
        const parsed = parseRawTransaction(broken);
        assert.equal(parsed.ok, false);
      }
    }),
  );
});

test('long spellings of a length, absurd counts and impossible amounts are refused', () => {
  const built = buildTransaction(planOf(1, 1));
  assert.ok(built.ok);
  const { raw } = built.transaction;
  const longCount = `${raw.slice(0, 8)}fd0100${raw.slice(10)}`;
  const absurd = `${raw.slice(0, 8)}ffffffffffffffffff${raw.slice(10)}`;
  const crowd = `${raw.slice(0, 8)}fe00000040${raw.slice(10)}`;
  for (const hex of [longCount, absurd, crowd, '', 'zz', '0']) {
    const parsed = parseRawTransaction(hex);
    assert.ok(!parsed.ok && parsed.kind === 'malformed', hex.slice(0, 30));
  }
  const tooMuch = raw.replace(/4501000000000000/, 'ffffffffffffff7f');
  const parsed = parseRawTransaction(tooMuch);
  assert.ok(!parsed.ok && parsed.kind === 'amount');
});
