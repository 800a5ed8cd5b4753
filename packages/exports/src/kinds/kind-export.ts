import type { PictureBox, PictureSize, TextSpan } from '@asg/formats/annotations';
import type { Html } from '@asg/formats/html';
import type { Column } from '@asg/formats/tables';

/** What is shown: a text that came by value, or else an address. */
export interface Shown {
  readonly text: string | null;
  readonly url: string;
}

/** One of the items that a task compares. */
export interface ComparedItem extends Shown {
  /** As its customer calls it. */
  readonly id: string;
}

/** What an export tells of a task's labels, as JSON has them. */
export interface KindTask {
  /** What the answers are made of: options, ids of items, steps. */
  readonly names: readonly string[];
  /** What was decided; undefined: nothing yet. */
  readonly value: unknown;
  /** What workers gave. */
  readonly given: readonly unknown[];
  /** The same with what each worker began with, where the task has a start; null: it has none. */
  readonly begun: readonly { readonly value: unknown; readonly began: string | null }[] | null;
  /** What is above the items that are compared. */
  readonly prompt: Shown | null;
  readonly items: readonly ComparedItem[];
  /** The item's text, where it came by value. */
  readonly text: string | null;
  /** Of a picture, in pixels; null: it is none, or nobody knows. */
  readonly size: PictureSize | null;
}

/** A pair of which one is better, as training libraries take it. */
export type Preference = {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly chosen_item: string;
  readonly rejected_item: string;
};

/** How sure a verdict is: as a whole, and of the unit with that name. */
interface Confidence {
  readonly whole: number;
  readonly ofUnit: (name: string) => number;
}

/** What Ground Truth says of a label: its value, what it means, and how its type is called; `ITEM` in it is `image` or `text`. */
export interface GroundTruthLabel {
  readonly label: unknown;
  readonly meaning: Readonly<Record<string, unknown>>;
  readonly type: string;
}

/** What an annotation of Label Studio has: the name of the control that was used, how it says so, and what was said. */
interface StudioResult {
  readonly control: string;
  /** The object that it is of: of several the first. */
  readonly objects: string;
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Beside the value. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** How a kind looks in Label Studio. */
export interface StudioControl {
  /** None: nothing is chosen, since none is better, or none applies. A text: why it cannot be told there. */
  readonly results: (task: KindTask, toName: string) => readonly StudioResult[] | string;
  /** `toName`: of the objects that are labelled. */
  readonly control: (of: Pick<KindTask, 'names'>, toName: string) => Html;
}

/** Of boxes and spans: what each label says, and whether its worker began with marks of a model. */
export const begunColumn: Column = { name: 'given_labels', type: 'json' };

export const begunCell = (begun: KindTask['begun']) => (begun === null ? {} : { [begunColumn.name]: begun });

/** How the labels of a kind of task leave: everything that an export does not do for all kinds alike. */
export interface KindExport {
  /** What a row of JSONL and a table have besides, where something of the kind is among the tasks. */
  readonly columns: readonly Column[];
  readonly cells: (task: KindTask) => Readonly<Record<string, unknown>>;
  /** Answers that are a column of their own, true or false; null before a verdict. */
  readonly flagsOf: (spec: { readonly options: readonly string[] }) => readonly string[];
  readonly flags: (task: KindTask) => ReadonlyMap<string, boolean | null>;
  readonly labelStudio: StudioControl;
  /** Null: Ground Truth knows no such labels. A text: why it has no place for this one. */
  readonly groundTruth: ((task: KindTask, confidence: Confidence) => GroundTruthLabel | string) | null;
  /** The pairs of which one is better; null: nothing is compared. */
  readonly preferences: ((task: KindTask) => readonly Preference[]) | null;
  /** What is drawn on a picture, or marked in a text; without: nothing is. */
  readonly boxes?: (task: KindTask) => readonly PictureBox[];
  readonly spans?: (task: KindTask) => readonly TextSpan[];
}
