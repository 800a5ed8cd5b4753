import { hexOf, isHash, parseTransaction } from '../../bsv/index.ts';
import { transactionBytesMax } from '../admission.ts';
import type { LocalChain } from '../local-chain.ts';
import type { Refusal } from '../verdict.ts';
import type { ArcCallbacks } from './arc-callbacks.ts';
import { statusBody, timestamp } from './arc-status.ts';
import { type ChainReply, type ChainRequest, type ChainRoute, jsonReply } from './http.ts';

const transactionsPerRequestMax = 1_000;
const scriptBytesMax = 100_000_000;
const errorsUrl = 'https://bitcoin-sv.github.io/arc/#/errors?id=_';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  409: 'Generic error',
  460: 'Not extended format',
  461: 'Malformed transaction: invalid unlocking scripts',
  462: 'Invalid inputs',
  463: 'Malformed transaction',
  464: 'Invalid outputs',
  465: 'Fee too low',
  466: 'Conflicting transaction found',
};

/** An ARC error: RFC 7807 with the transaction it is about. */
interface ArcError {
  readonly status: number;
  readonly detail: string;
  readonly txid?: string | undefined;
  readonly extraInfo?: string | undefined;
}

type ArcAnswer = { readonly status: number } & Record<string, unknown>;

/** What is served: the chain and, where callbacks are wanted, who keeps track of them. */
interface Served {
  readonly chain: LocalChain;
  readonly callbacks: ArcCallbacks | undefined;
}

/** The ARC-compatible broadcast API over the local chain, to be mounted by any HTTP server. */
export function arcRoutes(chain: LocalChain, callbacks?: ArcCallbacks): readonly ChainRoute[] {
  const served = { chain, callbacks };
  return [
    { method: 'POST', path: '/v1/tx', handle: (request) => postTransaction(served, request) },
    { method: 'POST', path: '/v1/txs', handle: (request) => postTransactions(served, request) },
    { method: 'GET', path: '/v1/tx/:txid', handle: (request) => getTransaction(chain, request.params.txid) },
    { method: 'GET', path: '/v1/policy', handle: () => getPolicy(chain) },
    { method: 'GET', path: '/v1/health', handle: () => getHealth(chain) },
  ];
}

function postTransaction(served: Served, request: ChainRequest): ChainReply {
  const hex = transactionHex(request.body);
  if (hex === undefined) return errorReply(noTransaction());
  const answer = send(served, hex, request);
  return jsonReply(answer.status, answer);
}

/** A bare array, successes first, as ARC gives it: whoever sends several has to match them by txid. */
function postTransactions(served: Served, request: ChainRequest): ChainReply {
  const sent = transactionHexes(request.body);
  if (sent === undefined || sent.length === 0) return errorReply(noTransaction());
  if (sent.length > transactionsPerRequestMax) {
    return errorReply({
      status: 400,
      detail: `At most ${transactionsPerRequestMax} transactions at once`,
    });
  }
  const answers = sent.map((hex) => send(served, hex, request));
  const good = answers.filter((answer) => answer.status === 200);
  const bad = answers.filter((answer) => answer.status !== 200);
  return jsonReply(200, [...good, ...bad]);
}

function getTransaction(chain: LocalChain, txid: string | undefined): ChainReply {
  if (txid === undefined || !isHash(txid)) {
    return errorReply({ status: 400, detail: 'A transaction id is 64 lower-case hex digits' });
  }
  const standing = chain.standing(txid);
  if (standing.kind === 'unknown') return errorReply({ status: 404, detail: 'Transaction not found', txid });
  return jsonReply(200, statusBody(chain, txid, standing));
}

function getPolicy(chain: LocalChain): ChainReply {
  return jsonReply(200, {
    timestamp: timestamp(chain),
    policy: {
      maxscriptsizepolicy: scriptBytesMax,
      maxtxsigopscountspolicy: 4_294_967_295,
      maxtxsizepolicy: transactionBytesMax,
      miningFee: { satoshis: chain.miningFeeSatsPerKb, bytes: 1000 },
      standardFormatSupported: true,
    },
  });
}

function getHealth(chain: LocalChain): ChainReply {
  const { height } = chain.lastBlock();
  return jsonReply(200, { healthy: true, version: 'local', reason: null, blockHeight: height });
}

function send({ chain, callbacks }: Served, hex: string, request: ChainRequest): ArcAnswer {
  if (lacksParents(chain, hex)) {
    return errorBody({
      status: 460,
      detail: 'Its parents are not known here: send it in extended format (BRC-30)',
    });
  }
  const received = chain.receive(hex, { refuseLowFee: !skipsFeeCheck(request) });
  if (received.kind === 'answer_dropped') return errorBody({ status: 504, detail: 'Dropped on purpose' });
  if (received.kind === 'refused') return errorBody(refusalOf(received));
  const parsed = parseTransaction(hex);
  if (!parsed.ok) throw new Error('an accepted transaction does not parse');
  const { txid } = parsed.transaction;
  const standing = chain.standing(txid);
  callbacks?.subscribe(txid, request.headers);
  const body = statusBody(chain, txid, standing);
  const held = received.kind === 'delayed' ? { txStatus: 'QUEUED' } : {};
  return { ...body, ...held, status: 200, title: 'OK' };
}

/** A raw transaction says nothing about what it spends; without its parents it cannot be judged at all. */
function lacksParents(chain: LocalChain, hex: string): boolean {
  const parsed = parseTransaction(hex);
  if (!parsed.ok || parsed.format === 'extended') return false;
  const { txid, inputs } = parsed.transaction;
  if (chain.reads.transaction(txid) !== undefined) return false;
  return inputs.some((input) => chain.reads.transaction(input.txid) === undefined);
}

function refusalOf(refusal: Refusal): ArcError {
  const detail = titles[refusal.arcStatus] ?? 'Refused';
  const competing = refusal.competing ? `; competing: ${refusal.competing.join(', ')}` : '';
  const extraInfo = `${refusal.code}: ${refusal.message}${competing}`;
  return { status: refusal.arcStatus, detail, txid: refusal.txid, extraInfo };
}

function errorBody(error: ArcError): ArcAnswer {
  const { status, detail, txid = null, extraInfo = null } = error;
  const title = titles[status] ?? 'Generic error';
  return { type: `${errorsUrl}${status}`, title, status, detail, instance: null, txid, extraInfo };
}

function errorReply(error: ArcError): ChainReply {
  return jsonReply(error.status, errorBody(error));
}

function noTransaction(): ArcError {
  return { status: 400, detail: 'No transaction in the body: {"rawTx": "<hex>"}, or hex as text/plain' };
}

function transactionHex(body: unknown): string | undefined {
  if (typeof body === 'string') return body.trim();
  if (body instanceof Uint8Array) return hexOf(body);
  if (typeof body === 'object' && body !== null && 'rawTx' in body && typeof body.rawTx === 'string') {
    return body.rawTx.trim();
  }
  return undefined;
}

function transactionHexes(body: unknown): string[] | undefined {
  if (typeof body === 'string') return body.split(/\s+/).filter((line) => line !== '');
  if (!Array.isArray(body)) return undefined;
  const all = body.map(transactionHex);
  return all.every((hex) => hex !== undefined) ? all : undefined;
}

function skipsFeeCheck(request: ChainRequest): boolean {
  return request.headers['x-skipfeevalidation'] === 'true';
}
