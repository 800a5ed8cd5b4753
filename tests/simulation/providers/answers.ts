import { headerHash } from '@asg/chain';
import type { Answer, Mishap, Question } from './simulated-network.ts';

/** What a proxy says whose server is away. */
export const page = '<!doctype html><title>502 Bad Gateway</title><h1>Bad gateway</h1>';

/** Whether it was told once already that the network has it. */
export function isSeenBefore(reported: Set<string>, { txid }: Question, right: Answer): boolean {
  if (!isSeen(right)) return false;
  const isBefore = reported.has(txid!);
  reported.add(txid!);
  return isBefore;
}

export function isSeen({ status, body }: Answer): boolean {
  const word = status === 200 ? String((body as { txStatus?: unknown }).txStatus) : '';
  return word.startsWith('SEEN') || word === 'MINED' || word === 'IMMUTABLE';
}

export function isMined({ status, body }: Answer): boolean {
  const word = status === 200 ? String((body as { txStatus?: unknown }).txStatus) : '';
  return word === 'MINED' || word === 'IMMUTABLE';
}

/** The same path with its last hash changed. */
export function bent({ body }: Answer): { readonly merklePath: string } {
  const path = String((body as { merklePath?: unknown }).merklePath);
  return { merklePath: path.slice(0, -1) + (path.endsWith('0') ? '1' : '0') };
}

/** A tip far above, headers that nobody worked for, coins that are not there. */
export function lie({ path }: Question, right: Answer): Answer {
  const body = right.body as Record<string, unknown>;
  if (path === '/chain/info')
    return { status: 200, body: { ...body, blocks: 999_999, bestblockhash: 'ab'.repeat(32) } };
  if (path === '/block/headers') return { status: 200, body: (right.body as Header[]).map(forged) };
  if (path.startsWith('/block/')) return { status: 200, body: forged(right.body as Header) };
  if (path.includes('/unspent/')) return { status: 200, body: { result: [], error: '' } };
  return right;
}

type Header = Record<'version' | 'height' | 'time' | 'nonce', number> &
  Record<'hash' | 'merkleroot' | 'bits' | 'previousblockhash', string>;

/** A header that says what it wants, with the hash that belongs to it, for which nobody has worked. */
function forged(header: Header): Header {
  const { version, time, nonce, previousblockhash: previousHash } = header;
  const merkleRoot = 'ef'.repeat(32);
  const bits = Number.parseInt(header.bits, 16);
  const hash = headerHash({ version, time, nonce, bits, previousHash, merkleRoot });
  return { ...header, merkleroot: merkleRoot, hash };
}

export function oneFailure({ atMs }: Question): Mishap {
  return atMs % 3 === 0 ? { status: 500, body: page } : { status: 200, body: { txStatus: 7 } };
}
