import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  buildTransaction,
  type Chain,
  hexOf,
  type LocalChain,
  type SignedTransaction,
  SigningKey,
  sha256,
} from '@asg/chain';
import { type DepositPayment, sats } from '@asg/domain';
import type { SettlementRules } from '@asg/engines';
import { type Bench, bench, settle } from '@asg/engines/testing';
import type { EngineContext } from '@asg/people';
import { Deposits } from '../deposits.ts';
import { Refunds } from '../refunds.ts';
import { DepositWatch, type DepositWatchRules } from '../watch/deposit-watch.ts';

const depositWatchRules: DepositWatchRules = {
  confirmations: 1,
  minSats: 1_000,
  pauseMinMs: 1_000,
  looksMax: 4,
  pollMs: 1_000,
  sweepMs: 60_000,
};

/** Settles and watches deposits, as a process does; `round` is a step of both. */
interface Process {
  round(): Promise<boolean>;
}

export const customerId = 'cust_1';
/** Somebody with a wallet of their own. */
const payer = new SigningKey(sha256(Buffer.from('payer')), 'local');

/** A customer who deposits, on the real parts of settlement. */
export async function depositBench(t: TestContext, fundSats = 1_000_000) {
  const parts = await bench(t, fundSats);
  const { context, storage, chain, treasury, clock } = parts;
  const deposits = new Deposits(context, {
    chain,
    treasuryPublicKey: async () => hexOf(treasury.publicKey),
    rules: depositWatchRules,
  });
  const customer = {
    customerId,
    name: 'Demo',
    email: 'demo@example.com',
    tier: 'growth',
    quotaTotal: 10_000,
    quotaLeft: 10_000,
    suspended: false,
    createdAtMs: clock.nowMs(),
  } as const;
  const key = { keyId: 'key_1', customerId, hash: 'hash', hint: 'sk', createdAtMs: clock.nowMs() };
  await storage.customers.register({ customer, emailKey: customer.email, key });
  const open = async () => {
    const opened = await deposits.open(customerId, sats(50_000));
    assert.ok(opened !== 'too_many');
    return opened.deposit;
  };
  const payments = async (depositId: string): Promise<readonly DepositPayment[]> =>
    (await deposits.get(customerId, depositId))!.payments;
  /** A process as after a (re)start. */
  const newSettler = (
    rules: Partial<SettlementRules> = {},
    seen: Chain = chain,
    seenBy: EngineContext = context,
  ): Process => {
    const settler = parts.newSettler(rules, seen, seenBy);
    const { headers } = settler;
    const watch = new DepositWatch(seenBy, { chain: seen, headers, treasury, rules: depositWatchRules });
    return {
      round: async () => {
        const goesOn = await settler.round();
        await watch.step();
        return goesOn;
      },
    };
  };
  return { ...parts, newSettler, deposits, refunds: new Refunds(context, 'local'), open, payments };
}

/** All entries of the customer, kind and satoshis, the oldest first. */
export async function entriesOf({
  storage,
}: Pick<Bench, 'storage'>): Promise<readonly (readonly [string, number])[]> {
  const entries = await storage.balance.entries(customerId, { limit: 100, before: null });
  return entries.map(({ kind, sats: amount }) => [kind, amount] as const).reverse();
}

/** What came in less what went out. */
export async function enteredOf(parts: Pick<Bench, 'storage'>): Promise<number> {
  return (await entriesOf(parts)).reduce((sum, [, amount]) => sum + amount, 0);
}

/** Signed by the payer and sent to nobody. */
export function paymentTo(
  chain: LocalChain,
  lockingScripts: readonly string[],
  satoshis: number,
): SignedTransaction {
  const funded = chain.fund(payer.address, sats(lockingScripts.length * satoshis + 10_000));
  assert.ok(funded.ok);
  chain.mine();
  const built = buildTransaction({
    coins: [funded.coin],
    outputs: lockingScripts.map((lockingScript) => ({ satoshis: sats(satoshis), lockingScript })),
    changeScript: payer.lockingScript,
    feeRateSatsPerKb: 100,
    keys: [payer],
  });
  assert.ok(built.ok);
  return built.transaction;
}

/** Time goes on, and so does the settler. */
export async function later({ clock }: Pick<Bench, 'clock'>, settler: Process, ms = 2_000): Promise<void> {
  clock.advance(ms);
  await settle(settler);
}
