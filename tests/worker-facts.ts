import assert from 'node:assert/strict';
import { freshWif, treasuryKeyFromWif } from '@asg/chain';
import type { Random } from '@asg/runtime';

/** What the n-th worker of a scenario registers and fills in, and an address of their own to be paid at. */
export function workerFacts(n: number, random: Random) {
  const wif = freshWif('local', (count) => random.bytes(count));
  const key = treasuryKeyFromWif(wif, 'local');
  assert.ok(key.ok);
  return {
    account: { email: `w${n}@example.com`, password: 'correct horse', adult: true, terms_accepted: true },
    profile: { display_name: `Worker ${n}`, country: 'DE', primary_language: 'en' },
    address: key.key.address,
  };
}

/** A whole number from 0 up to and without `below`. */
export function pick(random: Random, below: number): number {
  return Buffer.from(random.bytes(4)).readUInt32BE() % below;
}
