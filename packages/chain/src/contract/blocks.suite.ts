import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerHash, parseHeader } from '../bsv/index.ts';
import { checkProof, HeaderChain } from '../headers/index.ts';
import { type ChainStage, type OpenStage, payment } from './stage.ts';

export function blockSuite(name: string, open: OpenStage): void {
  test(`${name}: headers come in ascending order, link to one another and end at the tip`, async () => {
    await using stage = await open();
    const { chain } = stage;
    await stage.mine();
    const tip = await chain.tip();
    const fromHeight = Math.max(0, tip.height - 14);
    const headers: string[] = [];
    for (let page = await chain.headers(fromHeight, 100); page.length > 0; ) {
      headers.push(...page);
      page = await chain.headers(fromHeight + headers.length, 100);
    }
    let previous: string | undefined;
    for (const hex of headers) {
      const parsed = parseHeader(hex);
      assert.ok(parsed.ok);
      assert.equal(parsed.header.previousHash, previous ?? parsed.header.previousHash);
      previous = headerHash(parsed.header);
    }
    assert.equal(headers.length, tip.height - fromHeight + 1);
    assert.equal(previous, tip.hash);
    assert.deepEqual(await chain.headers(fromHeight + 2, 3), headers.slice(2, 5));
    assert.deepEqual(await chain.headers(tip.height + 1, 5), []);
  });

  test(`${name}: a mined transaction comes with a proof that holds under our own headers`, async () => {
    await using stage = await open();
    const sent = await payment(stage, await stage.coin(), 5_000);
    await stage.chain.broadcast(sent);
    await stage.mine();
    await assertProven(stage, await ownHeaders(stage), sent.txid);
  });

  test(`${name}: after a reorganisation our headers name the blocks that left, and old proofs do not hold`, async () => {
    await using stage = await open();
    const { chain } = stage;
    const sent = await payment(stage, await stage.coin(), 5_000);
    await chain.broadcast(sent);
    await stage.mine();
    await stage.mine();
    const headers = await ownHeaders(stage);
    const before = await assertProven(stage, headers, sent.txid);
    await stage.reorganise(2);
    const { removed, refusal } = await headers.sync(chain);
    assert.equal(refusal, null);
    assert.ok(removed.some(({ hash }) => hash === before.blockHash));
    assert.equal(checkProof({ txid: sent.txid, ...before }, headers).ok, false);
    assert.notEqual((await chain.status(sent.txid)).kind, 'rejected');
    assert.deepEqual(await chain.broadcast(sent), { kind: 'accepted' });
    await stage.mine();
    await headers.sync(chain);
    await assertProven(stage, headers, sent.txid);
  });
}

async function ownHeaders({ chain }: ChainStage): Promise<HeaderChain> {
  const headers = new HeaderChain({ network: chain.network });
  assert.equal((await headers.sync(chain)).refusal, null);
  return headers;
}

async function assertProven({ chain }: ChainStage, headers: HeaderChain, txid: string) {
  const status = await chain.status(txid);
  assert.ok(status.kind === 'mined', `it is ${status.kind}`);
  assert.ok(headers.contains(status.blockHash));
  assert.deepEqual(checkProof({ txid, ...status }, headers), {
    ok: true,
    header: headers.headerAt(status.blockHeight)?.hex,
    bump: status.bump,
  });
  return status;
}
