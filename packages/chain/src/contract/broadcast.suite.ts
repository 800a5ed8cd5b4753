import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { parseExtendedTransaction, serialiseExtended, serialiseRaw, transactionId } from '../bsv/index.ts';
import type { BroadcastOutcome, SignedTransaction } from '../port.ts';
import { type OpenStage, payment } from './stage.ts';

export function broadcastSuite(name: string, open: OpenStage): void {
  test(`${name}: the same bytes are accepted again and again, before and after they are mined`, async () => {
    await using stage = await open();
    const { chain } = stage;
    const sent = await payment(stage, await stage.coin(), 5_000);
    assert.deepEqual(await chain.status(sent.txid), { kind: 'unknown' });
    for (let time = 0; time < 2; time++) assert.deepEqual(await chain.broadcast(sent), { kind: 'accepted' });
    assert.deepEqual(await chain.status(sent.txid), { kind: 'seen' });
    await stage.mine();
    assert.deepEqual(await chain.broadcast(sent), { kind: 'accepted' });
    assert.equal((await chain.status(sent.txid)).kind, 'mined');
  });

  test(`${name}: the same bytes sent several times at once are one transaction`, async () => {
    await using stage = await open();
    const sent = await payment(stage, await stage.coin(), 5_000);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => stage.chain.broadcast(sent)));
    assert.ok(outcomes.every(({ kind }) => kind !== 'rejected'));
    assert.deepEqual(await stage.chain.status(sent.txid), { kind: 'seen' });
  });

  test(`${name}: another spend of the same coin is refused as a conflict, and the first one lives on`, async () => {
    await using stage = await open();
    const coin = await stage.coin();
    const first = await payment(stage, coin, 5_000);
    assert.deepEqual(await stage.chain.broadcast(first), { kind: 'accepted' });
    const second = await payment(stage, coin, 6_000);
    assert.equal(faultOf(await stage.chain.broadcast(second)), 'conflict');
    assert.ok(['seen', 'contested'].includes((await stage.chain.status(first.txid)).kind));
    await stage.mine();
    assert.equal((await stage.chain.status(first.txid)).kind, 'mined');
    assert.match(String(faultOf(await stage.chain.broadcast(second))), /^(?:inputs|conflict)$/);
    assert.notEqual((await stage.chain.status(second.txid)).kind, 'mined');
  });

  test(`${name}: a coin that is not there is refused as missing, and is never seen`, async () => {
    await using stage = await open();
    const coin = { ...(await stage.coin()), txid: 'ab'.repeat(32) };
    const sent = await payment(stage, coin, 5_000);
    assert.equal(faultOf(await stage.chain.broadcast(sent)), 'inputs');
    assert.ok(['unknown', 'rejected'].includes((await stage.chain.status(sent.txid)).kind));
  });

  test(`${name}: a child before its parent is refused as missing, and accepted after it`, async () => {
    await using stage = await open();
    const parent = await payment(stage, await stage.coin(), 5_000);
    const child = await payment(stage, parent.change, 6_000);
    assert.equal(faultOf(await stage.chain.broadcast(child)), 'inputs');
    assert.deepEqual(await stage.chain.broadcast(parent), { kind: 'accepted' });
    assert.deepEqual(await stage.chain.broadcast(child), { kind: 'accepted' });
    await stage.mine();
    for (const { txid } of [parent, child]) assert.equal((await stage.chain.status(txid)).kind, 'mined');
  });

  test(`${name}: what pays less than the rate is refused for its fee, and a rebuild at the rate is accepted`, async () => {
    await using stage = await open();
    const coin = await stage.coin();
    const rate = await stage.chain.feeRate();
    assert.ok(rate >= 1, 'the suite needs a chain that asks for a fee (for a node: -minminingtxfee)');
    const cheap = await payment(stage, coin, 5_000, Math.floor(rate / 4));
    assert.equal(faultOf(await stage.chain.broadcast(cheap)), 'fee');
    assert.ok(['unknown', 'rejected'].includes((await stage.chain.status(cheap.txid)).kind));
    const sent = await payment(stage, coin, 5_000);
    assert.deepEqual(await stage.chain.broadcast(sent), { kind: 'accepted' });
    await stage.mine();
    assert.equal((await stage.chain.status(sent.txid)).kind, 'mined');
  });

  test(`${name}: bytes that break a rule are refused as our own fault`, async () => {
    await using stage = await open();
    const sent = await payment(stage, await stage.coin(), 5_000);
    assert.equal(faultOf(await stage.chain.broadcast(tampered(sent))), 'ours');
    assert.deepEqual(await stage.chain.broadcast(sent), { kind: 'accepted' });
  });
}

function faultOf(outcome: BroadcastOutcome): string {
  return outcome.kind === 'rejected' ? outcome.fault : outcome.kind;
}

/** The same transaction with an output that its signature does not cover. */
function tampered({ extended }: SignedTransaction): SignedTransaction {
  const parsed = parseExtendedTransaction(extended);
  assert.ok(parsed.ok);
  const outputs = parsed.transaction.outputs.map((output, vout) =>
    vout === 1 ? { ...output, satoshis: sats(output.satoshis - 1) } : output,
  );
  const changed = { ...parsed.transaction, outputs };
  const raw = serialiseRaw(changed);
  return {
    txid: transactionId(raw),
    raw: raw.toString('hex'),
    extended: serialiseExtended(changed).toString('hex'),
  };
}
