import type { RefuseValue } from '@asg/values';
import type { TaskKind } from '../names.ts';

/** The steps of a rating, whole numbers. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** One for each step, from the first. */
  readonly labels?: readonly string[];
}

/** As it is kept, sent and hashed, under the names of the API. */
export interface LabelSpec {
  readonly question: string;
  /** Of a comparison and a rating: the texts of their answers, which follow from the rest. */
  readonly options: readonly string[];
  /** Markdown for the worker. */
  readonly instructions?: string;
  /** By option, how frequent each is expected to be: whole numbers, or shares of 1. Workers are not told. */
  readonly class_shares?: Readonly<Record<string, number>>;
  /** The options are a scale, in their order: near ones are taken for each other more often. */
  readonly ordinal?: true;
  /** Not there: a choice. */
  readonly kind?: Exclude<TaskKind, 'choice'>;
  /** How near an answer must be to the consensus to be paid: Jaccard index, or steps. */
  readonly agreement_bar?: number;
  /** Of what is compared, the ids, by code points. */
  readonly items?: readonly string[];
  readonly scale?: Scale;
  /** What boxes and spans may be, by code points. */
  readonly classes?: readonly string[];
  /** Of boxes and spans, the model whose marks workers begin with, where it came with the task. */
  readonly start_with?: string;
  /** Whether neither may be better. */
  readonly tie?: boolean;
}

/** The question as a customer submits it; null means absent. */
export interface SubmittedLabelSpec {
  readonly question: string;
  readonly options?: readonly string[] | null | undefined;
  readonly instructions?: string | null | undefined;
  readonly class_shares?: Readonly<Record<string, number>> | null | undefined;
  readonly ordinal?: boolean | null | undefined;
  readonly agreement_bar?: number | null | undefined;
  readonly scale?:
    | { readonly from: number; readonly to: number; readonly labels?: readonly string[] | null | undefined }
    | null
    | undefined;
  readonly tie?: boolean | null | undefined;
  readonly classes?: readonly string[] | null | undefined;
  readonly start_with?: string | null | undefined;
}

/** Shares are written with so many decimals at most, so that every language writes them, and hashes them, alike. */
const millionths = 1_000_000;
/** How far from 1 shares may sum to: thirds are rounded. */
const sumTolerance = 1_000;

/** As it was submitted or sent, to be hashed; null is as if it were not there. Of other kinds than choice: as it was sent. */
export function givenLabelSpec(
  given: SubmittedLabelSpec & {
    readonly kind?: LabelSpec['kind'] | undefined;
    readonly items?: LabelSpec['items'] | undefined;
  },
): LabelSpec {
  const {
    question,
    options,
    instructions,
    class_shares,
    ordinal,
    agreement_bar,
    scale,
    tie,
    kind,
    items,
    classes,
    start_with,
  } = given;
  return {
    question,
    options: options ?? [],
    ...(instructions != null && { instructions }),
    ...(class_shares != null && { class_shares }),
    ...(ordinal === true && { ordinal }),
    ...(kind !== undefined && { kind }),
    ...(agreement_bar != null && { agreement_bar }),
    ...(items !== undefined && { items }),
    ...(scale != null && {
      scale: { from: scale.from, to: scale.to, ...(scale.labels != null && { labels: scale.labels }) },
    }),
    ...(tie != null && { tie }),
    ...(classes != null && { classes }),
    ...(start_with != null && { start_with }),
  };
}

/** Refuses shares that name other options, leave one out, or are neither whole numbers nor shares of 1. */
export function classShareViolations(
  { options, class_shares }: SubmittedLabelSpec,
  refuse: RefuseValue,
): void {
  if (class_shares == null || options == null) return;
  const field = 'label_spec.class_shares';
  const named = (option: string): string => JSON.stringify(option);
  for (const option of Object.keys(class_shares))
    if (!options.includes(option))
      refuse(field, 'option', `names ${named(option)}, which is none of the options`);
  const missing = options.find((option) => !Object.hasOwn(class_shares, option));
  if (missing !== undefined) {
    refuse(field, 'required', `must have a number for each option: ${named(missing)} has none`);
    return;
  }
  const given = options.map((option) => class_shares[option] ?? 0);
  if (given.every(Number.isInteger)) return;
  const decimal = options.find((_, i) => !isMillionths(given[i] ?? 0));
  if (decimal !== undefined)
    refuse(field, 'decimals', `must have at most 6 decimals: ${named(decimal)} has more`);
  else if (
    Math.abs(given.reduce((sum, one) => sum + Math.round(one * millionths), 0) - millionths) > sumTolerance
  )
    refuse(field, 'sum', 'must be whole numbers, or shares that sum to 1');
}

function isMillionths(share: number): boolean {
  return Math.round(share * millionths) / millionths === share;
}
