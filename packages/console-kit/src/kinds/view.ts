import type { Distribution } from '@asg/sdk';
import type { ComponentType } from 'react';

/** What is asked, as far as kinds differ by it: of a task, a job, or a form that is not sent yet. */
export interface AskedSpec {
  readonly options?: readonly string[] | undefined;
  /** What marks in the item may be. */
  readonly classes?: readonly string[] | undefined;
  /** The ids of what is compared. */
  readonly items?: readonly string[] | undefined;
  readonly tie?: boolean | undefined;
  readonly scale?: Scale | undefined;
  readonly agreement_bar?: number | undefined;
  /** The model whose marks workers begin with. */
  readonly start_with?: string | undefined;
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** One for each step. */
  readonly labels?: readonly string[] | undefined;
}

/** What a form has of a kind's own fields, as it is written. */
export type Draft = Readonly<Record<string, string>>;

export interface DraftFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** What the server said of them. */
  readonly error: unknown;
}

/** An answer in a request. */
type GivenAnswer =
  | { readonly label: string }
  | {
      readonly value:
        | { item: string }
        | { tie: true }
        | { options: string[] }
        | { boxes: { class: string; left: number; top: number; width: number; height: number }[] }
        | { spans: { start: number; end: number; label: string }[] }
        | { none: true }
        | number;
    };

/** What the figures of a workbench are of. */
export type Scope =
  | { readonly job_id: string }
  | { readonly batch_id: string }
  | { readonly template: string };

export interface BenchPartProps {
  readonly distribution: Distribution;
  readonly spec: AskedSpec;
  /** An answer as people read it. */
  readonly text: (answer: string) => string;
  readonly scope: Scope;
  /** The answer whose tasks the list shows alone; null: all. */
  readonly chosen: string | null;
  readonly onChoose: (answer: string | null) => void;
}

export interface AnswerFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly spec: AskedSpec;
  /** The text of an answer; empty: none yet. */
  readonly value: string;
  readonly onChange: (answer: string) => void;
  readonly error?: string | null;
  /** What was answered already, to choose from. */
  readonly given?: readonly Given[];
}

/** An answer of somebody. */
export interface Given {
  readonly name: string;
  readonly answer: string;
}

/** An item as it was loaded. */
export type LoadedItem =
  | {
      readonly kind: 'image';
      readonly blob: Blob;
      /** Of the original, where that is known to be larger than what is shown. */
      readonly original: { readonly width: number; readonly height: number } | null;
    }
  | { readonly kind: 'text'; readonly text: string };

export interface OnItemProps {
  readonly item: LoadedItem;
  readonly spec: AskedSpec;
  readonly given: readonly Given[];
  /** Null: nothing is decided. */
  readonly consensus: string | null;
}

/** All that the Console shows of a kind. An answer is its one text everywhere, as results have it: a kind says how people read it. */
export interface KindView {
  /** Several items stand beside each other, and the item of the task is what is shown above them. */
  readonly hasItems: boolean;
  /** The answer is one of the options: how frequent each is can be said beforehand, and models can say theirs. */
  readonly isOfOptions: boolean;
  readonly draft: Draft;
  readonly draftOf: (spec: AskedSpec) => Draft;
  /** The kind's own part of the label spec. */
  readonly specOf: (draft: Draft) => SubmittedPart;
  readonly Fields: ComponentType<DraftFieldsProps>;
  /** What can be answered, as a worker sees it. */
  readonly Shown: ComponentType<{ readonly spec: AskedSpec }>;
  /** Who is paid, as a sentence; null: whoever says the same. */
  readonly paid: (spec: AskedSpec) => string | null;
  /** What can be said, and what that is called. */
  readonly asks: (spec: AskedSpec) => { readonly name: string; readonly texts: readonly string[] };
  /** All tasks of the type with the same answers, which are told as models count them. */
  readonly template: (answers: readonly string[]) => string;
  readonly text: (answer: string, spec: AskedSpec) => string;
  /** Of an answer that a kind shows otherwise than as its text. */
  readonly Answer?: ComponentType<{ readonly answer: string; readonly spec: AskedSpec }>;
  /** All answers there are, where they are few: keys and lists choose among them; null: an answer is put together. */
  readonly answers: (spec: AskedSpec) => readonly string[] | null;
  readonly AnswerField?: ComponentType<AnswerFieldProps>;
  /** Of answers that are places in the item: it with them on it. */
  readonly OnItem?: ComponentType<OnItemProps>;
  readonly given: (answer: string) => GivenAnswer;
  /** Whether who said this is paid. */
  readonly agrees: (answer: string, consensus: string, spec: AskedSpec) => boolean;
  /** What the labels of a task are counted by, and what of it an answer has. */
  readonly counted: (spec: AskedSpec) => readonly string[];
  readonly parts: (answer: string, spec: AskedSpec) => readonly string[];
  /** What a model has scores of, of an answer that it gave. */
  readonly scored: (answer: string) => readonly string[];
  /** What the mistakes of models are told by; `answers`: of the template. */
  readonly judged: (answers: readonly string[]) => readonly string[];
  readonly bench: {
    readonly Wide?: ComponentType<BenchPartProps>;
    readonly First: ComponentType<BenchPartProps>;
    readonly Second?: ComponentType<BenchPartProps>;
  };
}

interface SubmittedPart {
  options?: string[];
  classes?: string[];
  tie?: boolean;
  scale?: { from: number; to: number; labels?: string[] };
  agreement_bar?: number;
  start_with?: string;
}

/** The JSON in a text; null: there is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The lines of a text that say something, each once. */
export const linesOf = (text: string): readonly string[] => [
  ...new Set(text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))),
];
