import type { HoldRules, PayoutRules } from '@asg/domain';

export interface SettlementRules extends PayoutRules {
  /** Where the platform's fee goes, a locking script in hex; null where there is no fee. */
  readonly feeScript: string | null;
  readonly batchTasksMax: number;
  /** When new workers' pay may be moved; null: at once. */
  readonly hold: HoldRules | null;
  /** The oldest waiting task makes a batch after this long, ms. */
  readonly batchWaitMs: number;
  /** A fee rate above this is not paid, satoshis per 1,000 bytes. */
  readonly feeRateMax: number;
  /** Chains of treasury coins that are paid from at the same time. */
  readonly lanes: number;
  /** Names this settler: it takes up its lanes again at once after a restart. */
  readonly holder: string;
  /** No other process can have the store: lanes that are held stay held. */
  readonly isAlone?: boolean;
}

/** A lane waits for a block once so many of its transactions are unmined: nodes bound such chains. */
export const unminedDepthMax = 500;
/** Blocks, its own counted, after which a transaction is taken to be there for good. */
export const finalDepthBlocks = 6;
/** Treasury coins looked at beside the lanes' own, and the most that one transaction spends. */
export const inputsMax = 100;
