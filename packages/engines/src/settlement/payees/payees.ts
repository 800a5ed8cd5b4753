import assert from 'node:assert/strict';
import { heldAddress, lockingScriptOfAddress, type TreasuryKey } from '@asg/chain';
import {
  type PayableTask,
  type PayoutRules,
  planPayouts,
  type Sats,
  type Task,
  type WorkerRecord,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { PayeeAccount } from '@asg/storage';
import { LRUCache } from 'lru-cache';
import type { Holding } from '../holds/holding.ts';
import { type Payee, payableTasks, workersOn } from '../signing/batch.ts';
import type { WithdrawalPlan } from '../signing/moves.ts';
import type { DestinationsResult, PaymailDestinations } from './paymail-destinations.ts';

/** Scripts that are kept: a held address takes two multiplications on the curve, any address two hashes and a base change. */
const scriptsMax = 50_000;

/** Where paymails are not paid at all, what is carried for them is looked at again so often, ms. */
const againMs = 60_000;
const heldNote = 'What waited for it is held for you now: withdraw it to your wallet';

/** Where each worker is paid: at their own address or paymail, or at an address held for them. */
export class Payees {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #treasury: TreasuryKey;
  readonly #destinations: PaymailDestinations | null;
  readonly #holding: Holding;
  readonly #scripts = new LRUCache<string, string>({ max: scriptsMax });
  /** What could not be sent to a paymail for so long is paid to an address held for its worker. */
  readonly #heldAfterMs: number;

  /** Without `destinations`, what is owed to paymails is carried. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    treasury: TreasuryKey,
    parts: { readonly destinations: PaymailDestinations | null; readonly holding: Holding },
  ) {
    const { destinations } = parts;
    this.#holding = parts.holding;
    this.#heldAfterMs = destinations?.heldAfterMs ?? Number.POSITIVE_INFINITY;
    this.#context = context;
    this.#treasury = treasury;
    this.#destinations = destinations;
  }

  /** Everyone whose labels on these tasks are paid, and the others named. Asks paymail hosts, within a bounded time. */
  async of(
    settlementId: string,
    tasks: readonly Task[],
    rules: PayoutRules,
    alsoIds: readonly string[] = [],
  ): Promise<ReadonlyMap<string, Payee>> {
    const payable = payableTasks(tasks);
    const workerIds = [...new Set([...workersOn(payable), ...alsoIds])];
    const accounts = await this.#context.storage.payouts.payees(workerIds);
    const maturing = await this.#holding.maturing(settlementId, accounts);
    const sums = accounts.some(isPaidByPaymail)
      ? sumsOf(payable, accounts, rules, alsoIds)
      : new Map<string, Sats>();
    const wanted = accounts.filter(({ workerId }) => !maturing.has(workerId));
    const asked = await this.#ask(settlementId, wanted, sums);
    return new Map(
      accounts.map((account) => {
        const { workerId } = account;
        if (maturing.has(workerId)) return [workerId, this.#held(account, true)];
        return [workerId, this.#payee(account, sums.get(workerId) ?? null, asked.get(workerId) ?? null)];
      }),
    );
  }

  /** Where a worker's wallet wants this sum, all of it held for them until now; or why it cannot be moved now. */
  async wallet(
    settlementId: string,
    workerId: string,
    satoshis: Sats,
  ): Promise<
    { readonly ok: true; readonly plan: WithdrawalPlan } | { readonly ok: false; readonly reason: string }
  > {
    const [account] = await this.#context.storage.payouts.payees([workerId]);
    assert.ok(account);
    const asked = await this.#ask(settlementId, [account], new Map([[workerId, satoshis]]));
    const payee = this.#payee(account, satoshis, asked.get(workerId) ?? null);
    switch (payee.pay) {
      case 'script': {
        if (payee.held) {
          const result = asked.get(workerId);
          return { ok: false, reason: result?.ok === false ? result.reason : 'no wallet is set' };
        }
        const { lockingScript } = payee;
        return { ok: true, plan: { owner: { workerId }, outputs: [{ satoshis, lockingScript }] } };
      }
      case 'paymail': {
        const { outputs, paymail } = payee;
        return { ok: true, plan: { owner: { workerId, paymail }, outputs } };
      }
      case 'later': {
        const result = asked.get(workerId);
        return { ok: false, reason: result?.ok === false ? result.reason : 'paymails are not paid now' };
      }
    }
  }

  /** The plan was not stored and never will be. */
  release(settlementId: string): void {
    this.#destinations?.release(settlementId);
  }

  async #ask(
    settlementId: string,
    accounts: readonly PayeeAccount[],
    sums: ReadonlyMap<string, Sats>,
  ): Promise<ReadonlyMap<string, DestinationsResult>> {
    const wanted = accounts
      // Those who have waited the most come first, so that a busy host leaves nobody out for ever.
      .toSorted((a, b) => b.carriedSats - a.carriedSats)
      .flatMap(({ workerId, worker }) => {
        const satoshis = sums.get(workerId);
        if (satoshis === undefined || worker?.payout?.kind !== 'paymail') return [];
        return [{ workerId, paymail: worker.payout.paymail, satoshis }];
      });
    const results = (await this.#destinations?.ask(settlementId, wanted)) ?? new Map<string, never>();
    await Promise.all(
      accounts.map(async ({ workerId, worker, carried }) => {
        const result = results.get(workerId);
        if (worker === null || result === undefined) return;
        const isHeld = !result.ok && this.#isHeld(carried);
        await this.#keepProblem(
          worker,
          isHeld ? { ...result, reason: `${result.reason}. ${heldNote}` } : result,
        );
      }),
    );
    return results;
  }

  /** Written only where it changes what the worker reads. */
  async #keepProblem(
    { workerId, payout, payoutProblem }: WorkerRecord,
    result: DestinationsResult,
  ): Promise<void> {
    const reason = result.ok ? null : result.reason;
    if (payout?.kind !== 'paymail' || (payoutProblem?.reason ?? null) === reason) return;
    const problem = reason === null ? null : { reason, atMs: this.#context.clock.nowMs() };
    const change = { set: 'payoutProblem', paymail: payout.paymail, problem } as const;
    await this.#context.storage.workers.change({ workerId, change });
  }

  #payee(
    { workerId, worker, carriedSats, carried }: PayeeAccount,
    satoshis: Sats | null,
    asked: DestinationsResult | null,
  ): Payee {
    const payout = worker?.payout ?? null;
    const held = (): Payee => this.#held({ workerId, carriedSats }, false);
    if (payout === null) return held();
    if (payout.kind === 'address')
      return { carriedSats, pay: 'script', lockingScript: this.#script(payout.address), held: false };
    // Too little to be paid: no host was asked, and nothing is sent anywhere.
    if (satoshis === null) return held();
    if (asked?.ok !== true) {
      if (this.#isHeld(carried)) return held();
      const nowMs = this.#context.clock.nowMs();
      const sinceMs = carried?.sinceMs ?? nowMs;
      return {
        carriedSats,
        pay: 'later',
        carried: { sinceMs, dueAtMs: asked?.retryAtMs ?? nowMs + againMs },
      };
    }
    const { outputs, reference } = asked.destinations;
    return {
      carriedSats,
      pay: 'paymail',
      satoshis,
      outputs,
      paymail: { address: payout.paymail, reference },
    };
  }

  #held({ workerId, carriedSats }: Pick<PayeeAccount, 'workerId' | 'carriedSats'>, maturing: boolean): Payee {
    return { carriedSats, pay: 'script', lockingScript: this.#heldScript(workerId), held: true, maturing };
  }

  /** Whether what waits for a paymail has waited long enough. */
  #isHeld(carried: PayeeAccount['carried']): boolean {
    return carried !== null && carried.sinceMs + this.#heldAfterMs <= this.#context.clock.nowMs();
  }

  #heldScript(workerId: string): string {
    return this.#kept(workerId, () => this.#script(heldAddress(this.#treasury, workerId)));
  }

  #script(address: string): string {
    return this.#kept(address, () => {
      const result = lockingScriptOfAddress(address, this.#treasury.network);
      if (!result.ok) throw new Error(`a stored payout address cannot be paid: ${result.reason}`);
      return result.lockingScript;
    });
  }

  /** By worker id or address, which no two share. */
  #kept(of: string, make: () => string): string {
    const known = this.#scripts.get(of);
    if (known !== undefined) return known;
    const script = make();
    this.#scripts.set(of, script);
    return script;
  }
}

function isPaidByPaymail({ worker }: PayeeAccount): boolean {
  return worker?.payout?.kind === 'paymail';
}

/** What each is paid, without those who are paid nothing: a paymail's outputs are for one sum. */
function sumsOf(
  payable: readonly PayableTask[],
  accounts: readonly PayeeAccount[],
  rules: PayoutRules,
  alsoIds: readonly string[],
): ReadonlyMap<string, Sats> {
  const carried = new Map(accounts.map(({ workerId, carriedSats }) => [workerId, carriedSats]));
  const { payees } = planPayouts(payable, carried, rules, new Set(), alsoIds);
  const paid = payees.filter(({ paidSats }) => paidSats > 0);
  return new Map(paid.map(({ workerId, paidSats }) => [workerId, paidSats]));
}
