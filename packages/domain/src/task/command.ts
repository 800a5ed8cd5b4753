import type { KeptPredictions } from '../answers/predicted.ts';
import type { ItemExtent } from '../answers/rules.ts';
import type { Sats } from '../money/sats.ts';
import type { Moderation } from '../names.ts';
import type { Claimer } from './claimer.ts';
import type { LabelLikelihood, Review } from './task.ts';

/** Everything that can be done to a task once it is open. Applied by the store to one record, atomically. */
export type TaskCommand =
  | ({
      readonly do: 'assign';
      readonly nonce: string;
      readonly leaseMs: number;
    } & Claimer)
  | {
      readonly do: 'label';
      readonly workerId: string;
      readonly nonce: string;
      /** One of both: a label of a choice, a value of any other kind. */
      readonly label?: string;
      readonly value?: unknown;
      /** Of the item, where the server showed it to the worker. */
      readonly extent?: ItemExtent;
      readonly nowMs: number;
      /** Under the adaptive policy: without it the label is refused, and given again with it. */
      readonly likelihood?: LabelLikelihood;
      /** Other accounts that are the same person's: of them only one labels the task, the first. */
      readonly linkedIds?: readonly string[];
      /** The worker has not fetched the item; `refused`: and the operator takes no such labels. */
      readonly unseen?: 'taken' | 'refused';
    }
  | { readonly do: 'skip'; readonly workerId: string; readonly nonce: string; readonly nowMs: number }
  | { readonly do: 'lapse'; readonly nowMs: number }
  | { readonly do: 'cancel'; readonly nowMs: number }
  /** The operator's word on a reported item, at any time; `taken_down` also ends a task that is open, and is final. */
  | { readonly do: 'moderate'; readonly moderation: Moderation; readonly nowMs: number }
  /** What the customer's models say of it, from the next label on. */
  | ({ readonly do: 'predict'; readonly nowMs: number } & KeptPredictions)
  /** What the customer says of a closed task; null: what they said is taken back. */
  | {
      readonly do: 'review';
      readonly review: Omit<Review, 'atMs'> | null;
      /** As in `KeptAnswer`, of the review's option. */
      readonly values?: readonly string[];
      readonly nowMs: number;
    }
  /** Another task asks about it again; `inPlaceOf`: the one that did so before, null: none. */
  | { readonly do: 'relabel'; readonly by: string; readonly inPlaceOf: string | null; readonly nowMs: number }
  /** Nobody can see its item. */
  | { readonly do: 'give_up'; readonly nowMs: number }
  /** A label that the worker contested with success is paid. */
  | { readonly do: 'concede'; readonly workerId: string; readonly appealId: string; readonly nowMs: number }
  | { readonly do: 'reserve'; readonly settlementId: string; readonly nowMs: number }
  | { readonly do: 'release'; readonly settlementId: string }
  /** From a settlement to the one that takes its place. */
  | { readonly do: 'transfer'; readonly from: string; readonly to: string; readonly txid: string }
  | {
      readonly do: 'settle';
      readonly settlementId: string;
      readonly txid: string;
      readonly costSats: Sats;
      readonly nowMs: number;
    };

export type CommandOf<Do extends TaskCommand['do']> = Extract<TaskCommand, { do: Do }>;
