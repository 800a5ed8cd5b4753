import type { Random } from '@asg/runtime';
import type { LabelValue, ValueOfKind } from '@asg/sdk';

/** What is right, of each kind of task, in terms of what a worker sees. */
interface Truths {
  readonly choice: { readonly label: string };
  /** The text of the best item; null: a tie. Workers are told no ids. */
  readonly comparison: { readonly best: string | null };
  /** The options that apply; none: none of these. */
  readonly multi_label: { readonly options: readonly string[] };
  readonly rating: { readonly step: number };
  readonly bounding_boxes: Extract<ValueOfKind['bounding_boxes'], { readonly boxes: unknown }>;
  readonly text_spans: Extract<ValueOfKind['text_spans'], { readonly spans: unknown }>;
}

export type KindName = keyof Truths;
export type Truth<Kind extends KindName = KindName> = {
  [Each in Kind]: { readonly kind: Each } & Truths[Each];
}[Kind];

/** What is asked, as a worker sees it. */
export interface Asked {
  readonly options: readonly string[];
  /** What is compared, under the names of this assignment. */
  readonly items: readonly { readonly id: string; readonly text: string }[];
  /** Whether neither may be better. */
  readonly tie: boolean;
  readonly scale: { readonly from: number; readonly to: number } | null;
  /** What a box or a span may be. */
  readonly classes: readonly string[];
}

/** An answer, as the contract has it. */
export type Answer = { readonly label: string } | { readonly value: LabelValue };

/** Who answers: right with probability `skill`, 0 to 1; `random` gives the same for the same item. */
export interface Answering {
  readonly skill: number;
  readonly random: Random;
}

/** How somebody who is mostly right answers tasks of a kind. */
export type KindAnswer<Kind extends KindName> = (who: Answering, asked: Asked, truth: Truth<Kind>) => Answer;
