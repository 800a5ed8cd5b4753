import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChainUnavailable } from '@asg/chain';
import { type Bench, bench, seenBatch, settle } from '../../testing/settlement-bench.ts';

const varInt = (height: number): string =>
  height < 0xfd
    ? Buffer.from([height]).toString('hex')
    : `fd${Buffer.from([height & 255, height >> 8]).toString('hex')}`;

/** Blocks that nobody of this process sees come. */
function away({ chain, clock }: Bench, blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    clock.advance(1_000);
    chain.mineEmpty();
  }
}

test('a mined payment whose block lies below the window after a long absence is final, never taken back', async (t) => {
  const parts = await bench(t);
  const batch = await seenBatch(parts);
  parts.chain.mine();
  await settle(parts.newSettler());
  assert.equal((await parts.storage.settlement.get(batch.settlementId))?.state, 'mined');
  away(parts, 400);
  const headers = parts.chain.headers.bind(parts.chain);
  const { blockHeight } = (await parts.storage.settlement.get(batch.settlementId))!.proof!;
  // While nobody shows the headers down to it, it stays what it is.
  const silent = t.mock.method(parts.chain, 'headers', (from: number, limit: number) =>
    from <= blockHeight && limit > 1
      ? Promise.reject(new ChainUnavailable('look-up: status 429'))
      : headers(from, limit),
  );
  const settler = parts.newSettler();
  await settle(settler);
  const waiting = await parts.storage.settlement.get(batch.settlementId);
  assert.deepEqual([waiting?.state, /cannot be followed/.test(waiting?.note ?? '')], ['mined', true]);
  silent.mock.restore();
  parts.clock.advance(60_000);
  await settle(settler);
  const found = await parts.storage.settlement.get(batch.settlementId);
  assert.deepEqual([found?.state, found?.raw], ['final', batch.raw]);
});

test('a payment whose block was taken back during a long absence is sent again', async (t) => {
  const parts = await bench(t);
  const batch = await seenBatch(parts);
  parts.chain.mine();
  await settle(parts.newSettler());
  parts.chain.reorganise(1);
  away(parts, 400);
  await settle(parts.newSettler());
  const again = await parts.storage.settlement.get(batch.settlementId);
  assert.deepEqual([again?.state, again?.proof], ['seen', null]);
});

test('a claim of a very old block makes no work with headers, and pauses that payment alone', async (t) => {
  const parts = await bench(t);
  const [claimed, other] = [await seenBatch(parts), await seenBatch(parts)];
  away(parts, 2_100);
  const block = parts.chain.mine()!;
  const status = parts.chain.status.bind(parts.chain);
  const bump = parts.chain.bump(claimed.txid)!;
  const height = (await parts.chain.tip())!.height - 2_050;
  // A path says which height it is for, in its first byte or three.
  const lie = {
    kind: 'mined',
    blockHash: block.hash,
    blockHeight: height,
    bump: `${varInt(height)}${bump.slice(6)}`,
  } as const;
  const settler = parts.newSettler();
  const mocked = t.mock.method(parts.chain, 'status', async (txid: string) =>
    txid === claimed.txid ? ({ kind: 'seen' } as const) : status(txid),
  );
  while ((await parts.storage.headers.get(null))?.headers.length !== 288) await settle(settler);
  mocked.mock.mockImplementation(
    async (txid: string) => (txid === claimed.txid ? lie : status(txid)) as never,
  );
  const headers = t.mock.method(parts.chain, 'headers', parts.chain.headers.bind(parts.chain));
  for (let round = 0; round < 3; round++) {
    parts.clock.advance(60_000);
    parts.chain.mineEmpty();
    await settle(settler);
  }
  const tipHeight = (await parts.chain.tip())!.height;
  const lowest = Math.min(...headers.mock.calls.map(({ arguments: [from] }) => from));
  assert.ok(lowest > tipHeight - 2_016, `headers from ${lowest} on were asked for`);
  const waiting = await parts.storage.settlement.get(claimed.settlementId);
  assert.deepEqual(
    [waiting?.state, (await parts.storage.settlement.get(other.settlementId))?.state],
    ['seen', 'mined'],
  );
  assert.match(
    waiting?.note ?? '',
    /^cannot be followed: block \d+ lies more than 2016 blocks below the tip/,
  );
});
