import { entryOf } from '@asg/values/present';
import type { MoneyTotals } from '../balance/audit.ts';
import { namesIn } from '../names.ts';

const culpritsMax = 20;

/** What is proven, in the order of the report. */
const auditChecks = {
  transactions: 'every stored transaction is signed, balances, and pays exactly what its ledger says',
  payouts: 'every payout is the number of agreeing labels times the price, counted anew from the labels',
  commitments: 'the commitment of every batch is that of its tasks as they are stored now',
  tasks: 'every paid or reserved task is in exactly one live batch, which names it too',
  batches: 'what each batch says of the states of its tasks is what they are, counted anew',
  coins: 'no coin is spent by two live transactions, and every lane stands on a coin of its last one',
  network: 'the network has every transaction that was seen, and none of those that were replaced',
  blocks: 'every mined transaction has a path to a block with proof of work that is in the chain now',
  deposits:
    'every credited deposit is a proven coin of that customer’s address and entered once, sweeps take such coins alone, refunds were taken from the balance and not from an allowance',
  forfeits:
    'every forfeit takes pay that was held because its worker was new, back to the treasury; customers got their parts, once',
  workers: 'what each worker was paid and has left is the sum of their payouts',
  balances:
    'what came into each customer’s balance is spent, reserved or free, counted anew from entries and tasks, and covers all that was paid',
  trail:
    'every trail is a chain without a gap whose entries are as they were made, and goes through each entry that a settlement committed to',
} as const;
export type AuditCheck = keyof typeof auditChecks;

export interface AuditResult {
  readonly check: AuditCheck;
  readonly proves: string;
  readonly ok: boolean;
  readonly checked: number;
  readonly failed: number;
  /** What is wrong, in words; the first 20. */
  readonly culprits: readonly string[];
}

export interface AuditProgress {
  readonly settlements: number;
  readonly tasks: number;
}

export interface AuditReport extends AuditProgress {
  readonly ok: boolean;
  readonly results: readonly AuditResult[];
  readonly labelsPaid: number;
  readonly paidSats: number;
  readonly minerFeeSats: number;
  /** Of all customers. */
  readonly money: MoneyTotals;
}

/** Counts what was checked, and keeps what is wrong, by check. */
export class AuditTallies {
  readonly #tallies = new Map<AuditCheck, { checked: number; failed: number; culprits: string[] }>();

  constructor() {
    for (const check of namesIn(auditChecks))
      this.#tallies.set(check, { checked: 0, failed: 0, culprits: [] });
  }

  get results(): readonly AuditResult[] {
    return [...this.#tallies].map(([check, tally]) => ({
      check,
      proves: auditChecks[check],
      ok: tally.failed === 0,
      ...tally,
    }));
  }

  /** The assertion is expected not to throw. */
  check(check: AuditCheck, culprit: string, assertion: () => void): void {
    try {
      assertion();
      this.expect(check, true, culprit);
    } catch (error) {
      const [why] = error instanceof Error ? error.message.split('\n') : [String(error)];
      this.expect(check, false, `${culprit}: ${why}`);
    }
  }

  expect(check: AuditCheck, isRight: boolean, culprit: string): void {
    const tally = entryOf(this.#tallies, check);
    tally.checked++;
    if (isRight) return;
    tally.failed++;
    if (tally.culprits.length < culpritsMax) tally.culprits.push(culprit);
  }
}
