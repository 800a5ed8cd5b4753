import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { buildTransaction, SigningKey, sha256 } from '../bsv/index.ts';
import { bodyOf, listening } from '../contract/serve-routes.ts';
import { ChainUnavailable } from '../port.ts';
import { NodeChain } from './node-chain.ts';

const password = 'pass:w0rd/é';
const key = new SigningKey(sha256(Buffer.from('node')), 'regtest');
const sent = (() => {
  const coin = { txid: 'ab'.repeat(32), vout: 0, satoshis: sats(10_000), lockingScript: key.lockingScript };
  const plan = { outputs: [], changeScript: key.lockingScript, feeRateSatsPerKb: 100, keys: [key] };
  const built = buildTransaction({ coins: [coin], ...plan });
  assert.ok(built.ok);
  return built.transaction;
})();

type Result = { readonly result?: unknown; readonly error?: unknown };
type Answers = Readonly<Record<string, Result>>;

const healthy: Answers = {
  getsettings: { result: { minminingtxfee: 0.000001 } },
  getmempoolinfo: { result: { mempoolminfee: 0 } },
  getblockchaininfo: { result: { chain: 'regtest', blocks: 7, bestblockhash: 'cd'.repeat(32) } },
};

/** A server that speaks JSON-RPC with whatever answers it is given; text instead of answers is sent as a web page. */
async function openNode(answers: Answers | string) {
  const heads: (string | undefined)[] = [];
  const server = await listening(
    createServer((request, response) => {
      void bodyOf(request).then((text) => {
        heads.push(request.headers.authorization);
        if (typeof answers === 'string') {
          response.writeHead(200, { 'content-type': 'text/html' }).end(answers);
          return;
        }
        const calls = JSON.parse(text) as { id: number; method: string }[];
        const replies = calls.map(({ id, method }) => ({
          id,
          error: null,
          result: null,
          ...answers[method],
        }));
        // The order of a batch's answers is the server's affair.
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(replies.reverse()));
      });
    }),
  );
  const url = server.url.replace('http://', `http://user:${encodeURIComponent(password)}@`);
  const chain = new NodeChain({ network: 'regtest', url, outpoints: [], lookUp: null, timeoutMs: 5_000 });
  return { ...server, chain, heads };
}

test('an answer about another transaction leaves the outcome unknown', async () => {
  await using node = await openNode({ ...healthy, sendrawtransaction: { result: 'cd'.repeat(32) } });
  assert.equal((await node.chain.broadcast(sent)).kind, 'unknown');
  await using good = await openNode({ ...healthy, sendrawtransaction: { result: sent.txid } });
  assert.deepEqual(await good.chain.broadcast(sent), { kind: 'accepted' });
  assert.equal(good.heads[0], `Basic ${Buffer.from(`user:${password}`).toString('base64')}`);
});

test('a node that is not there, or answers nonsense, leaves the outcome unknown, and its password is in no message', async () => {
  await using page = await openNode('<html>hello</html>');
  await using odd = await openNode({ ...healthy, sendrawtransaction: { error: 'no' } });
  const gone = new NodeChain({
    network: 'regtest',
    url: `http://user:${encodeURIComponent(password)}@127.0.0.1:1`,
    outpoints: [],
    lookUp: null,
  });
  for (const chain of [page.chain, odd.chain, gone]) {
    const outcome = await chain.broadcast(sent);
    assert.ok(outcome.kind === 'unknown');
    assert.doesNotMatch(outcome.reason, /w0rd|user/);
  }
  const failure = await gone.tip().then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof ChainUnavailable);
  assert.match(failure.message, /^127\.0\.0\.1:1: /);
});

test('a node of another network is recognised before anything is sent', async () => {
  const info = { result: { chain: 'main', blocks: 7, bestblockhash: 'cd'.repeat(32) } };
  await using node = await openNode({ ...healthy, getblockchaininfo: info });
  await assert.rejects(node.chain.ping(), /the node is on "main", not on "regtest"/);
});

test('a proof from a block that left the best chain is none', async () => {
  const proof = { index: 0, txOrId: sent.txid, target: 'ef'.repeat(32), nodes: ['ab'.repeat(32)] };
  const answers = {
    getmempoolentry: { error: { code: -5, message: 'Transaction not in mempool' } },
    getmerkleproof2: { result: proof },
  };
  const header = (confirmations: number) => ({ getblockheader: { result: { height: 9, confirmations } } });
  await using stale = await openNode({ ...healthy, ...answers, ...header(-1) });
  assert.deepEqual(await stale.chain.status(sent.txid), { kind: 'unknown' });
  await using good = await openNode({ ...healthy, ...answers, ...header(1) });
  const status = await good.chain.status(sent.txid);
  assert.ok(status.kind === 'mined' && status.blockHeight === 9 && status.blockHash === 'ef'.repeat(32));
});

test('the fee rate is the higher one of entering and of being mined', async () => {
  await using node = await openNode({ ...healthy, getmempoolinfo: { result: { mempoolminfee: 0.0000025 } } });
  assert.equal(await node.chain.feeRate(), 250);
  await using old = await openNode({
    ...healthy,
    getsettings: { error: { code: -32_601, message: 'Method not found' } },
  });
  assert.equal(await old.chain.feeRate(), 100);
});
