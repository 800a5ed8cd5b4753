import { isHash } from '../../bsv/index.ts';
import type { LocalChain } from '../local-chain.ts';
import type { ChainReply, ChainRequest, ChainRoute } from '../routes/http.ts';
import { blockPage } from './block-page.ts';
import { overviewPage } from './overview-page.ts';
import type { PageOptions } from './page.ts';
import { explorerPage } from './transaction-page.ts';

/** The explorer's pages (`/chain`, `/chain/tx/:txid`, `/chain/block/:hash`), to be mounted by any HTTP server. */
export function explorerRoutes(chain: LocalChain): readonly ChainRoute[] {
  return [
    { method: 'GET', path: '/chain', handle: (request) => page(200, overviewPage(chain, shownFor(request))) },
    { method: 'GET', path: '/chain/tx/:txid', handle: (request) => transactionReply(chain, request) },
    { method: 'GET', path: '/chain/block/:hash', handle: (request) => blockReply(chain, request) },
  ];
}

function transactionReply(chain: LocalChain, request: ChainRequest): ChainReply {
  const txid = request.params.txid ?? '';
  const { inputs_from: inputsFrom, outputs_from: outputsFrom } = request.query;
  const found = isHash(txid) && chain.reads.transaction(txid)?.raw !== undefined;
  return page(
    found ? 200 : 404,
    explorerPage(chain, txid, { ...shownFor(request), inputsFrom, outputsFrom }),
  );
}

function blockReply(chain: LocalChain, request: ChainRequest): ChainReply {
  const hash = request.params.hash ?? '';
  const found = isHash(hash) && chain.reads.blockByHash(hash) !== undefined;
  return page(found ? 200 : 404, blockPage(chain, hash, { ...shownFor(request), from: request.query.from }));
}

function shownFor({ styleNonce, link }: ChainRequest): PageOptions {
  return { styleNonce, link };
}

function page(status: number, body: string): ChainReply {
  return { status, contentType: 'text/html; charset=utf-8', body };
}
