import {
  decodeBump,
  headerHash,
  isHash,
  lockingScriptOfAddress,
  parseHeader,
  tscOf,
} from '../../bsv/index.ts';
import type { StoredBlock } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { type ChainReply, type ChainRequest, type ChainRoute, jsonReply } from './http.ts';

const latestHeadersCount = 10;
const unspentMax = 1_000;

/** Look-ups over the local chain in the form of WhatsOnChain's, to be mounted by any HTTP server. */
export function lookUpRoutes(chain: LocalChain): readonly ChainRoute[] {
  return [
    { method: 'GET', path: '/chain/info', handle: () => chainInfo(chain) },
    { method: 'GET', path: '/block/headers', handle: () => latestHeaders(chain) },
    { method: 'GET', path: '/block/height/:height', handle: (request) => blockAt(chain, request) },
    { method: 'GET', path: '/address/:address/unspent/all', handle: (request) => unspent(chain, request) },
    { method: 'GET', path: '/block/:hash/header', handle: (request) => blockOf(chain, request) },
    { method: 'GET', path: '/tx/:txid/proof/tsc', handle: (request) => proof(chain, request) },
    { method: 'GET', path: '/tx/:txid/hex', handle: (request) => rawOf(chain, request) },
    { method: 'GET', path: '/tx/:txid/:vout/spent', handle: (request) => spent(chain, request) },
  ];
}

function chainInfo(chain: LocalChain): ChainReply {
  const { height, hash } = chain.lastBlock();
  return jsonReply(200, { chain: 'local', blocks: height, headers: height, bestblockhash: hash });
}

function latestHeaders(chain: LocalChain): ChainReply {
  const blocks = chain.reads.blocksBelow(chain.lastBlock().height, latestHeadersCount);
  return jsonReply(200, blocks.map(headerBody));
}

function blockAt(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const height = wholeNumber(params.height);
  const block = height === undefined ? undefined : chain.reads.blockAt(height);
  return block === undefined ? notFound() : jsonReply(200, headerBody(block));
}

function blockOf(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const { hash } = params;
  const block = hash !== undefined && isHash(hash) ? chain.reads.blockByHash(hash) : undefined;
  return block === undefined ? notFound() : jsonReply(200, headerBody(block));
}

/** A list, as WhatsOnChain gives it: of one proof, or of none for what is not mined. */
function proof(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const { txid } = params;
  if (txid === undefined || !isHash(txid)) return notFound();
  const standing = chain.standing(txid);
  if (standing.kind !== 'mined') return jsonReply(200, []);
  const decoded = decodeBump(standing.bump);
  if (!decoded.ok) throw new Error(`the path of ${txid} cannot be read`);
  return jsonReply(200, [{ ...tscOf(decoded.bump, txid), target: standing.blockHash }]);
}

function headerBody(block: StoredBlock): Record<string, unknown> {
  const parsed = parseHeader(block.header);
  if (!parsed.ok) throw new Error(`block ${block.height} has an unreadable header`);
  const { version, previousHash, merkleRoot, time, bits, nonce } = parsed.header;
  return {
    hash: headerHash(parsed.header),
    height: block.height,
    size: block.size,
    version,
    merkleroot: merkleRoot,
    txcount: block.txCount,
    time,
    nonce,
    bits: bits.toString(16).padStart(8, '0'),
    previousblockhash: previousHash,
  };
}

function unspent(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const script = lockingScriptOfAddress(params.address ?? '', chain.network);
  if (!script.ok) return jsonReply(400, { error: script.message });
  const coins = chain.spendable(script.lockingScript, unspentMax);
  const result = coins.map(({ txid, vout, satoshis, confirmed }) => ({
    height: confirmed ? (chain.reads.transaction(txid)?.block?.height ?? 0) : 0,
    tx_pos: vout,
    tx_hash: txid,
    value: satoshis,
    isSpentInMempoolTx: false,
    status: confirmed ? 'confirmed' : 'unconfirmed',
  }));
  return jsonReply(200, { address: params.address, result, error: '' });
}

function spent(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const vout = wholeNumber(params.vout);
  if (params.txid === undefined || !isHash(params.txid) || vout === undefined) return notFound();
  const stored = chain.reads.transaction(params.txid);
  const spender = stored && chain.reads.output(stored.seq, vout)?.spentBy;
  return spender === undefined ? notFound() : jsonReply(200, { txid: spender });
}

function rawOf(chain: LocalChain, { params }: ChainRequest): ChainReply {
  const { txid } = params;
  const raw = txid !== undefined && isHash(txid) ? chain.reads.transaction(txid)?.raw : undefined;
  return raw === undefined ? notFound() : { status: 200, contentType: 'text/plain', body: raw };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function notFound(): ChainReply {
  return jsonReply(404, { error: 'Not Found' });
}
