import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import fc from 'fast-check';
import {
  type BlockHeader,
  hasProofOfWork,
  headerHash,
  parseHeader,
  SigningKey,
  serialiseHeader,
  sha256,
} from '../bsv/index.ts';
import { type LocalChain, openLocalChain } from '../local/index.ts';
import { ChainUnavailable, type HeaderSource } from '../port.ts';
import { HeaderChain } from './header-chain.ts';
import { checkProof, type ProofClaim } from './proof-check.ts';

type Headers = Pick<HeaderSource, 'tip' | 'headers'>;

const key = new SigningKey(sha256(Buffer.from('treasury')), 'local');

function openChain(): LocalChain {
  let nowMs = 1_800_000_000_000;
  return openLocalChain({ path: ':memory:', now: () => nowMs++ });
}

async function followed(source: Headers, options: { reorgDepthMax?: number } = {}): Promise<HeaderChain> {
  const headers = new HeaderChain({ network: 'local', ...options });
  const change = await headers.sync(source);
  assert.equal(change.refusal, null);
  return headers;
}

function headerOf(hex: string | undefined): BlockHeader {
  const parsed = parseHeader(hex ?? '');
  assert.ok(parsed.ok);
  return parsed.header;
}

/** A header with proof of work above another one, its fields as asked for. */
function mined(parent: string, change: Partial<BlockHeader> = {}): string {
  const { time, bits, version } = headerOf(parent);
  const base = { version, bits, previousHash: headerHash(headerOf(parent)), merkleRoot: 'ab'.repeat(32) };
  for (let nonce = 0; ; nonce++) {
    const header = { ...base, time: time + 1, nonce, ...change };
    if (hasProofOfWork(header)) return serialiseHeader(header);
  }
}

function branch(parent: string, length: number, merkleRoot: string): string[] {
  const headers: string[] = [];
  while (headers.length < length) headers.push(mined(headers.at(-1) ?? parent, { merkleRoot }));
  return headers;
}

/** The same source, a few headers at a time; silent once `calls` are used up. */
function paged(source: Headers, page: number, calls = Number.POSITIVE_INFINITY): Headers {
  let left = calls;
  return {
    tip: () => source.tip(),
    headers: (from, limit) => {
      left -= 1;
      if (left < 0) return Promise.reject(new ChainUnavailable('gone'));
      return source.headers(from, Math.min(page, limit));
    },
  };
}

test('a new header chain follows the source to its tip, in pages, and goes on from what was stored', async () => {
  await using chain = openChain();
  const headers = await followed(paged(chain, 7));
  assert.equal(headers.tip?.hash, (await chain.tip()).hash);
  assert.equal(headers.headerAt(50)?.hex, chain.reads.blockAt(50)?.header);
  const again = new HeaderChain({ network: 'local', window: headers.window });
  assert.deepEqual(again.window, headers.window);
  chain.mine();
  const change = await again.sync(chain);
  assert.deepEqual([change.added, change.removed, change.refusal], [1, [], null]);
  assert.equal(again.tip?.hash, (await chain.tip()).hash);
  assert.equal((await again.sync(chain)).added, 0);
});

test('a call may take one page alone, and the next goes on, through a reorganisation too', async () => {
  await using chain = openChain();
  const headers = new HeaderChain({ network: 'local' });
  const steps: number[] = [];
  const step = async () => steps.push((await headers.sync(paged(chain, 40), 1)).added);
  for (const added of [40, 40, 22, 0]) {
    await step();
    assert.equal(steps.at(-1), added);
  }
  for (let block = 0; block < 5; block++) chain.mine();
  await step();
  assert.equal(headers.tip?.height, 106);
  chain.reorganise(5);
  const { removed } = await headers.sync(paged(chain, 2), 1);
  assert.equal(removed.length, 5);
  assert.equal(headers.tip?.hash, (await chain.tip()).hash);
});

test('after a reorganisation the blocks that left the chain are named, the highest first', async () => {
  await using chain = openChain();
  const headers = await followed(chain);
  const lost = [chain.mine()!, chain.mine()!].reverse().map(({ height, hash }) => ({ height, hash }));
  await headers.sync(chain);
  chain.reorganise(2);
  const change = await headers.sync(paged(chain, 1));
  assert.deepEqual(change.removed, lost);
  assert.equal(headers.tip?.hash, (await chain.tip()).hash);
  assert.ok(lost.every(({ hash }) => !headers.contains(hash)));
});

test('blocks that left the chain are reported even if the source stops answering in the middle', async () => {
  await using chain = openChain();
  const headers = await followed(chain);
  const lost = chain.mine()!;
  await headers.sync(chain);
  chain.reorganise(1);
  chain.mine();
  // One probe, then two headers that hold more work than its one, and then nothing more.
  const change = await headers.sync(paged(chain, 2, 2));
  assert.deepEqual(change.removed, [{ height: lost.height, hash: lost.hash }]);
  assert.equal((await headers.sync(chain)).refusal, null);
  assert.equal(headers.tip?.hash, (await chain.tip()).hash);
  await assert.rejects(followed(paged(chain, 2, 0)), ChainUnavailable);
});

test('a branch is followed only if it holds more work than ours', async () => {
  await using chain = openChain();
  const headers = await followed(chain);
  const fork = headers.headerAt(99)!.hex;
  const same = branch(fork, 2, 'cd'.repeat(32));
  assert.deepEqual(headers.append(same), { added: 0, removed: [], refusal: null });
  assert.equal(headers.tip?.hash, (await chain.tip()).hash);
  const longer = [...same, mined(same.at(-1)!)];
  const change = headers.append(longer);
  assert.equal(change.added, 3);
  assert.deepEqual(
    change.removed.map(({ height }) => height),
    [101, 100],
  );
  assert.equal(headers.tip?.height, 102);
});

test('a header that breaks a rule is refused with all that follows, and nothing changes', async () => {
  await using chain = openChain();
  const headers = await followed(chain);
  const tip = headers.headerAt(101)!.hex;
  const good = mined(tip);
  const weak = headerOf(good);
  let nonce = 0;
  while (hasProofOfWork({ ...weak, nonce })) nonce += 1;
  const cases: readonly [string, string][] = [
    ['malformed', 'zz'],
    ['unlinked', mined(good)],
    ['no_proof_of_work', serialiseHeader({ ...weak, nonce })],
    ['target_too_easy', serialiseHeader({ ...weak, bits: 0x2100_ffff })],
    ['target_too_easy', serialiseHeader({ ...weak, bits: 0x20ff_ffff })],
    ['wrong_target', mined(tip, { bits: 0x2000_ffff })],
    ['time_too_early', mined(tip, { time: headerOf(headers.headerAt(95)?.hex).time })],
  ];
  for (const [reason, hex] of cases) {
    assert.equal(headers.append([hex]).refusal?.reason, reason);
    assert.equal(headers.tip?.hash, (await chain.tip()).hash);
  }
  assert.equal(headers.append([good, mined(tip)]).refusal?.reason, 'unlinked');
  assert.equal(headers.append([good]).added, 1);
  assert.equal(headers.append([good]).added, 0);
});

test('a main network header with the easy work of a private chain is refused', () => {
  const headers = new HeaderChain({ network: 'main' });
  const easy = mined(
    serialiseHeader({ ...headerOf('00'.repeat(80)), bits: 0x207f_ffff, time: 1_800_000_000 }),
  );
  assert.equal(headers.begin(900_000, [easy]).refusal?.reason, 'target_too_easy');
  assert.equal(headers.append([easy]).refusal?.reason, 'empty');
});

test('a reorganisation deeper than allowed, or another chain altogether, is refused in plain words', async () => {
  await using chain = openChain();
  const headers = await followed(chain, { reorgDepthMax: 5 });
  const before = headers.tip;
  chain.reorganise(6);
  const change = await headers.sync(chain);
  assert.equal(change.refusal?.reason, 'reorg_too_deep');
  assert.match(change.refusal?.message ?? '', /more than 5 blocks/);
  assert.deepEqual(headers.tip, before);
  await using other = openChain();
  other.mine();
  assert.equal((await (await followed(chain)).sync(other)).refusal, null, 'both begin alike here');
});

test('whatever the chain does, the header chain ends at the chain’s tip with the chain’s blocks', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(1, 2, Number.POSITIVE_INFINITY),
      async (steps, page, pagesMax) => {
        await using chain = openChain();
        const headers = await followed(chain);
        const known = new Set<string>();
        for (const depth of steps) {
          if (depth === 0) chain.mine();
          else chain.reorganise(depth);
          const { removed, refusal } = await headers.sync(paged(chain, page), pagesMax);
          assert.equal(refusal, null);
          for (const { hash } of removed) known.delete(hash);
          known.add(headers.tip!.hash);
          for (const hash of known) assert.ok(headers.contains(hash), 'a block left without a word');
        }
        await headers.sync(chain);
        assert.equal(headers.tip?.hash, (await chain.tip()).hash);
        for (let height = headers.baseHeight!; height <= headers.tip!.height; height++)
          assert.equal(headers.headerAt(height)?.hex, chain.reads.blockAt(height)?.header);
      },
    ),
    { numRuns: 25 },
  ));

test('a proof counts only under a block of our own chain', async () => {
  await using chain = openChain();
  const funded = chain.fund(key.address, sats(1_000));
  assert.ok(funded.ok);
  const block = chain.mine()!;
  const headers = await followed(chain);
  const { txid } = funded.transaction;
  const claim: ProofClaim = {
    txid,
    bump: chain.bump(txid)!,
    blockHeight: block.height,
    blockHash: block.hash,
  };
  const reason = (change: Partial<ProofClaim>) => {
    const result = checkProof({ ...claim, ...change }, headers);
    return result.ok ? 'ok' : result.reason;
  };
  assert.deepEqual(checkProof(claim, headers), { ok: true, header: block.header, bump: claim.bump });
  assert.equal(reason({ bump: 'zz' }), 'malformed_bump');
  assert.equal(reason({ blockHeight: 101 }), 'height_mismatch');
  assert.equal(reason({ blockHash: 'ab'.repeat(32) }), 'not_in_chain');
  assert.equal(reason({ txid: 'ab'.repeat(32) }), 'txid_not_proven');
  const [coinbase] = chain.reads.blockTxids(block.height, 0, 1);
  assert.equal(reason({ bump: claim.bump.replace(swapped(coinbase!), 'ab'.repeat(32)) }), 'root_mismatch');
  const higher = chain.mine()!;
  const [late] = chain.reads.blockTxids(higher.height, 0, 1);
  const young = { txid: late!, bump: chain.bump(late!)!, blockHeight: 103, blockHash: higher.hash };
  assert.equal(reason(young), 'above_tip');
  chain.reorganise(2);
  await headers.sync(chain);
  assert.equal(reason({}), 'not_in_chain');
});

function swapped(hash: string): string {
  return Buffer.from(hash, 'hex').reverse().toString('hex');
}

test('a window that starts above a block can be made to reach it, by its links alone', async () => {
  await using chain = openChain();
  const [txid] = chain.reads.blockTxids(40, 0, 1);
  const { hash } = chain.reads.blockAt(40)!;
  const claim = { txid: txid!, bump: chain.bump(txid!)!, blockHeight: 40, blockHash: hash };
  const upper = await chain.headers(90, 100);
  const headers = new HeaderChain({ network: 'local', window: { baseHeight: 90, headers: upper } });
  assert.deepEqual(checkProof(claim, headers), { ok: false, reason: 'below_window' });
  const forged = branch((await chain.headers(79, 1))[0]!, 10, 'ee'.repeat(32));
  assert.equal(headers.prepend(forged).refusal?.reason, 'unlinked');
  assert.equal((await headers.reachDown(paged(chain, 7), 40)).added, 50);
  assert.ok(checkProof(claim, headers).ok);
  chain.mine();
  assert.equal((await headers.sync(chain)).added, 1);
  assert.throws(
    () => new HeaderChain({ network: 'main', window: headers.window }),
    /stored block headers are damaged/,
  );
});

test('the window keeps the newest headers and forgets the rest', async () => {
  await using chain = openChain();
  for (let block = 0; block < 300; block++) chain.mine();
  const headers = new HeaderChain({ network: 'local', windowMax: 247 });
  await headers.sync(chain);
  for (let block = 0; block < 5; block++) chain.mine();
  await headers.sync(chain);
  assert.equal(headers.window.headers.length, 247);
  assert.equal(headers.tip?.height, 406);
  assert.equal(headers.headerAt(159), undefined);
  assert.equal(headers.contains(chain.reads.blockAt(159)!.hash), false);
});
