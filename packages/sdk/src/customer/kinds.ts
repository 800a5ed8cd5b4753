import type {
  ComparedItem,
  LabelValue,
  SubmitTask,
  SubmittedLabelSpec,
  SubmittedPrediction,
  SubmittedScale,
} from '../contract.ts';

/** What a task says whatever its kind. */
type Common = Omit<SubmitTask, 'type' | 'label_spec' | 'items' | 'predictions'>;
type Question = Pick<SubmittedLabelSpec, 'question' | 'instructions'>;
interface NoItems {
  readonly items?: never;
}
type Said = Omit<SubmittedPrediction, 'value'>;
/** What models say of a task: one of its answers, or scores of them. */
interface PredictedBy<Value> {
  readonly predictions?: readonly (Said & { readonly value?: Value })[];
}

/** One of the options. */
export interface ChoiceTask extends Common, NoItems {
  readonly predictions?: readonly Said[];
  readonly type: 'image_classification' | 'text_classification' | 'sentiment' | 'moderation';
  readonly label_spec: Question &
    Pick<SubmittedLabelSpec, 'class_shares' | 'ordinal'> & { readonly options: readonly string[] };
}

/** Which of 2 to 6 items is the best. `data_url` or `data` is what is shown above them, if anything is. */
export interface ComparisonTask extends Common, PredictedBy<ValueOfKind['comparison']> {
  readonly type: 'comparison';
  readonly items: readonly ComparedItem[];
  readonly label_spec: Question & Pick<SubmittedLabelSpec, 'tie'>;
}

/** All options that apply. */
export interface MultiLabelTask extends Common, NoItems, PredictedBy<ValueOfKind['multi_label']> {
  readonly type: 'multi_label';
  readonly label_spec: Question &
    Pick<SubmittedLabelSpec, 'agreement_bar'> & { readonly options: readonly string[] };
}

/** A step of a scale. */
export interface RatingTask extends Common, NoItems, PredictedBy<ValueOfKind['rating']> {
  readonly type: 'rating';
  readonly label_spec: Question &
    Pick<SubmittedLabelSpec, 'agreement_bar'> & { readonly scale: NonNullable<SubmittedScale> };
}

/** A box around each thing of some classes on a picture. */
export interface BoxesTask extends Common, NoItems, PredictedBy<ValueOfKind['bounding_boxes']> {
  readonly type: 'bounding_boxes';
  readonly label_spec: Question &
    Pick<SubmittedLabelSpec, 'agreement_bar' | 'start_with'> & { readonly classes: readonly string[] };
}

/** Marked parts of a text. */
export interface SpansTask extends Common, NoItems, PredictedBy<ValueOfKind['text_spans']> {
  readonly type: 'text_spans';
  readonly label_spec: Question &
    Pick<SubmittedLabelSpec, 'agreement_bar' | 'start_with'> & { readonly classes: readonly string[] };
}

/** A task by its kind: the compiler refuses fields of another one. */
export type KindTask = ChoiceTask | ComparisonTask | MultiLabelTask | RatingTask | BoxesTask | SpansTask;

/** What labels say, by the kind of their task; a choice says its text alone. */
export interface ValueOfKind {
  readonly comparison: Extract<LabelValue, { readonly item: string } | { readonly tie: true }>;
  readonly multi_label: Extract<
    LabelValue,
    { readonly options: readonly string[] } | { readonly none: true }
  >;
  readonly rating: number;
  readonly bounding_boxes: Extract<
    LabelValue,
    { readonly boxes: readonly unknown[] } | { readonly none: true }
  >;
  readonly text_spans: Extract<LabelValue, { readonly spans: readonly unknown[] } | { readonly none: true }>;
}
