import { type Sats, sats } from '@asg/domain';
import { isRecord, isWhole } from '@asg/values/json';
import type { LocalChain } from '../local-chain.ts';
import { type ChainReply, type ChainRequest, type ChainRoute, jsonReply } from './http.ts';

/** One whole coin: play money, and yet nobody is to take all that the chain has at once. */
const paidSatsMax = 100_000_000;

/** Play money from the miner's coins, to whoever asks: what a wallet does on a real network. */
export function payRoutes(chain: LocalChain): readonly ChainRoute[] {
  return [{ method: 'POST', path: '/pay', handle: (request) => pay(chain, request) }];
}

function pay(chain: LocalChain, { body }: ChainRequest): ChainReply {
  const amount = isRecord(body) ? satsOf(body.sats) : null;
  const address = isRecord(body) && typeof body.address === 'string' ? body.address : '';
  if (amount === null)
    return jsonReply(400, { error: `sats must be a whole number of satoshis from 1 to ${paidSatsMax}` });
  const funded = chain.fund(address, amount);
  if (!funded.ok) return jsonReply(funded.reason === 'bad_address' ? 400 : 503, { error: funded.message });
  return jsonReply(200, funded.transaction);
}

function satsOf(amount: unknown): Sats | null {
  return isWhole(amount) && amount >= 1 && amount <= paidSatsMax ? sats(amount) : null;
}
