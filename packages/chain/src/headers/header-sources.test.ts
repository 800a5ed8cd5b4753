import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LocalChain, openLocalChain } from '../local/index.ts';
import { ChainUnavailable, type HeaderSource } from '../port.ts';
import { HeaderChain } from './header-chain.ts';
import { HeaderSources } from './header-sources.ts';

function openChain(): LocalChain {
  let nowMs = 1_800_000_000_000;
  return openLocalChain({ path: ':memory:', now: () => nowMs++ });
}

const clock = { nowMs: () => 0 };
const silent: HeaderSource = {
  name: 'look-up silent',
  tip: () => Promise.reject(new ChainUnavailable('look-up silent: status 429')),
  headers: () => Promise.reject(new ChainUnavailable('look-up silent: status 429')),
};
const none: HeaderSource = { name: 'provider none', tip: async () => null, headers: async () => [] };

/** Shows a higher tip, and headers without work above those that everybody knows by now. */
function liar(chain: LocalChain): HeaderSource {
  const known = chain.lastBlock().height;
  return {
    name: 'look-up liar',
    tip: async () => ({ height: known + 5, hash: 'ab'.repeat(32) }),
    headers: async (from, limit) => {
      if (from > known) return ['00'.repeat(80)];
      return (await chain.headers(from, limit)).slice(0, known - from + 1);
    },
  };
}

test('a source that is silent, lies, is stuck or has no headers is skipped, and named', async () => {
  await using chain = openChain();
  const headers = new HeaderChain({ network: 'local' });
  const reported = async (...sources: HeaderSource[]) => {
    chain.mine();
    const { added, failures, refusals } = await new HeaderSources(sources, clock).follow(headers, 1);
    assert.equal(headers.tip?.hash, chain.lastBlock().hash);
    assert.ok(added > 0);
    return { failures, refusals };
  };
  const [tip, stale] = [await chain.tip(), { ...(await chain.tip()) }];
  const still: HeaderSource = { name: 'look-up still', tip: async () => stale, headers: async () => [] };
  assert.deepEqual(await reported(chain), { failures: [], refusals: [] });
  assert.deepEqual(await reported(silent, chain), { failures: ['look-up silent: status 429'], refusals: [] });
  assert.deepEqual(await reported(none, chain), { failures: [], refusals: [] });
  assert.deepEqual(await reported(still, chain), { failures: [], refusals: [] });
  const { refusals } = await reported(liar(chain), chain);
  assert.match(refusals[0]!, /^look-up liar: /);
  assert.equal(refusals.length, 1);
  assert.notEqual(tip.hash, headers.tip?.hash);
});

test('while the first source does well the others are asked now and then only', async () => {
  await using chain = openChain();
  let asked = 0;
  const other: HeaderSource = {
    name: 'the other',
    tip: () => {
      asked += 1;
      return chain.tip();
    },
    headers: (from, limit) => chain.headers(from, limit),
  };
  const sources = new HeaderSources([chain, other], clock);
  const headers = new HeaderChain({ network: 'local' });
  for (let step = 0; step < 30; step++) await sources.follow(headers, 1);
  assert.equal(asked, 3);
});

test('it fails only where no source answers, with the answer of each', async () => {
  const sources = new HeaderSources([silent, { ...silent, name: 'provider' }], clock);
  const headers = new HeaderChain({ network: 'local' });
  await assert.rejects(sources.follow(headers, 1), /^ChainUnavailable: look-up silent: status 429; look-up/);
});

test('a source that goes on and on with its headers is left after half a minute', async () => {
  await using chain = openChain();
  for (let block = 0; block < 20; block++) chain.mine();
  let nowMs = 0;
  const slow: HeaderSource = {
    name: 'look-up slow',
    tip: () => chain.tip(),
    headers: async (from) => {
      nowMs += 10_000;
      return chain.headers(from, 1);
    },
  };
  const headers = new HeaderChain({ network: 'local' });
  const { failures } = await new HeaderSources([slow, chain], { nowMs: () => nowMs }).follow(headers, 50);
  assert.equal(headers.tip?.hash, chain.lastBlock().hash);
  assert.ok(nowMs <= 50_000);
  assert.deepEqual(failures, []);
});

test('older headers come from any source that has them', async () => {
  await using chain = openChain();
  const upper = await chain.headers(90, 100);
  const headers = new HeaderChain({ network: 'local', window: { baseHeight: 90, headers: upper } });
  await new HeaderSources([silent, chain], clock).reachDown(headers, 40);
  assert.equal(headers.baseHeight, 40);
  await assert.rejects(new HeaderSources([silent], clock).reachDown(headers, 10), ChainUnavailable);
});
