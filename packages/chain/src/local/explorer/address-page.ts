import { html, nothing } from '@asg/formats/html';
import { lockingScriptOfAddress } from '../../bsv/index.ts';
import type { CoinPlace } from '../ledger/ledger-reads.ts';
import type { LocalChain } from '../local-chain.ts';
import { notFoundPage } from './not-found-page.ts';
import { amount, badge, facts, type PageOptions, page, row, rows, rowsMax, transactionLink } from './page.ts';

export interface AddressPageOptions extends PageOptions {
  /** `after` of the query string: the last coin of the page before. */
  readonly after?: string | undefined;
}

/** What an address can spend, the largest coins first; the not-found page where it is no address of this chain. */
export function addressPage(chain: LocalChain, address: string, options: AddressPageOptions = {}): string {
  const script = lockingScriptOfAddress(address, 'local');
  if (!script.ok) return notFoundPage('address', address, { ...options, refusedFor: script.message });
  const after = placeOf(options.after);
  const coins = chain.reads.coins(script.lockingScript, after, rowsMax + 1);
  const shown = coins.slice(0, rowsMax);
  const list = shown.map(({ txid, vout, satoshis, confirmed }) =>
    row(
      confirmed ? badge('accent', 'mined') : badge('warning', 'seen'),
      html`${transactionLink(txid)}<p class="chain-aside">output ${vout}</p>`,
      amount(satoshis),
    ),
  );
  const last = shown.at(-1);
  const more =
    coins.length > rowsMax && last !== undefined
      ? html`<p class="chain-pager"><a href="?after=${last.satoshis}.${last.seq}.${last.vout}">Smaller coins</a></p>`
      : nothing;
  const first = after === null ? nothing : html`<p class="chain-pager"><a href="?">The largest coins</a></p>`;
  const isAll = after === null && coins.length <= rowsMax;
  const sum = shown.reduce((total, { satoshis }) => total + satoshis, 0);
  const content = html`<h1>Address</h1>
<p class="ui-mono chain-id">${address}</p>
${isAll ? facts([['Holds', html`${amount(sum)}`]]) : nothing}
<h2>Coins that it can spend</h2>
${first}${list.length === 0 ? html`<p class="ui-muted">None. What it was paid before and has spent since is not listed.</p>` : rows(list)}
${more}`;
  return page(`Address ${address.slice(0, 12)}…`, content, options);
}

function placeOf(text: string | undefined): CoinPlace | null {
  const [, satoshis, seq, vout] = /^(\d{1,16})\.(\d{1,15})\.(\d{1,9})$/.exec(text ?? '') ?? [];
  return satoshis === undefined ? null : { satoshis: Number(satoshis), seq: Number(seq), vout: Number(vout) };
}
