import { isHash, lockingScriptOfAddress } from '../../bsv/index.ts';
import type { LocalChain } from '../local-chain.ts';
import type { ChainReply, ChainRequest, ChainRoute } from '../routes/http.ts';
import { addressPage } from './address-page.ts';
import { blockPage } from './block-page.ts';
import { overviewPage } from './overview-page.ts';
import type { PageOptions } from './page.ts';
import { search } from './search.ts';
import { explorerPage } from './transaction-page.ts';

/** What the pages are told of the server that they stand on. */
export type ExplorerOptions = Pick<PageOptions, 'doors' | 'feeScript'>;

/** The explorer's pages below `/chain`, to be mounted by any HTTP server. */
export function explorerRoutes(chain: LocalChain, options: ExplorerOptions = {}): readonly ChainRoute[] {
  const shown = ({ link }: ChainRequest): PageOptions => ({ ...options, link });
  return [
    {
      method: 'GET',
      path: '/chain',
      handle: (request) => page(200, overviewPage(chain, { ...shown(request), below: request.query.below })),
    },
    {
      method: 'GET',
      path: '/chain/search',
      handle: (request) => {
        const found = search(chain, request.query.q ?? '', shown(request));
        if (!('path' in found)) return page(found.status, found.page);
        const { link = (path: string) => path } = request;
        return { status: 303, contentType: 'text/plain', body: '', location: link(found.path) };
      },
    },
    {
      method: 'GET',
      path: '/chain/tx/:txid',
      handle: (request) => {
        const txid = request.params.txid ?? '';
        const { inputs_from: inputsFrom, outputs_from: outputsFrom } = request.query;
        const isThere = isHash(txid) && chain.reads.transaction(txid)?.raw !== undefined;
        const body = explorerPage(chain, txid, { ...shown(request), inputsFrom, outputsFrom });
        return page(isThere ? 200 : 404, body);
      },
    },
    {
      method: 'GET',
      path: '/chain/block/:hash',
      handle: (request) => {
        const hash = request.params.hash ?? '';
        const isThere = isHash(hash) && chain.reads.blockByHash(hash) !== undefined;
        const body = blockPage(chain, hash, { ...shown(request), from: request.query.from });
        return page(isThere ? 200 : 404, body);
      },
    },
    {
      method: 'GET',
      path: '/chain/address/:address',
      handle: (request) => {
        const address = request.params.address ?? '';
        const body = addressPage(chain, address, { ...shown(request), after: request.query.after });
        return page(lockingScriptOfAddress(address, 'local').ok ? 200 : 404, body);
      },
    },
  ];
}

function page(status: number, body: string): ChainReply {
  return { status, contentType: 'text/html; charset=utf-8', body, isShell: true };
}
