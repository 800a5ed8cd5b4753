import { at } from '@asg/values/present';
import type { TaskKind } from '../names.ts';
import type { LabelSpec } from '../values/label-spec.ts';
import { answerValue, countedAnswers, hasUnits } from './answers.ts';
import type { GivenPrediction } from './predicted.ts';
import type { Asked } from './rules.ts';

/** What a model is asked, beside the items. */
export interface AskedQuestion {
  readonly question: string;
  /** What it may answer. */
  readonly options: readonly string[];
  /** The label spec's, for whoever labels. */
  readonly instructions?: string | undefined;
  /** How the options are to be understood. Not there: each is an answer. */
  readonly about?: string;
  /** It may answer any number of them, also none. */
  readonly areSeveral?: true;
}

/** What a model answered: an option, several, or scores by option. */
export type ModelAnswer =
  | { readonly label: string; readonly scores?: never; readonly labels?: never }
  | { readonly scores: Readonly<Record<string, number>>; readonly label?: never; readonly labels?: never }
  | {
      readonly labels: readonly string[];
      /** 0 to 1. */
      readonly confidence?: number;
      readonly label?: never;
      readonly scores?: never;
    };

/** How a kind is put to a model. `options`: in the order of what is counted; a model is told no ids, which might name itself. */
interface AskedAs {
  readonly options: (spec: LabelSpec) => readonly string[];
  readonly about: (spec: LabelSpec) => string;
}

/** Models are not asked of choices by these words, nor for boxes and spans at all. */
const askedAs: Readonly<Partial<Record<TaskKind, AskedAs>>> = {
  comparison: {
    options: ({ items = [], tie }) => [
      ...items.map((_, i) => String(i + 1)),
      ...(tie === true ? ['tie'] : []),
    ],
    about: ({ tie }) =>
      `Answer the number of the best item${tie === true ? ', or "tie" where none is better' : ''}.`,
  },
  multi_label: {
    options: (labelSpec) => countedAnswers({ labelSpec }),
    about: () => 'Answer all options that apply, none where none does. Scores are 0 to 1 each.',
  },
  rating: {
    options: (labelSpec) => countedAnswers({ labelSpec }),
    about: ({ scale }) => {
      const { from = 0, to = 0, labels = [] } = scale ?? {};
      const named = labels.map((label, i) => `${from + i}: ${label}`);
      return [`Answer a step of the scale from ${from} to ${to}.`, ...named].join('\n');
    },
  },
};

/** The question of a task, as a model of the customer's is asked it. */
export function modelQuestion({ labelSpec }: Asked): AskedQuestion {
  const { kind, question, options, instructions } = labelSpec;
  const as = kind === undefined ? undefined : askedAs[kind];
  if (as === undefined) return { question, options, instructions };
  return {
    question,
    options: as.options(labelSpec),
    instructions,
    about: as.about(labelSpec),
    ...(hasUnits({ labelSpec }) && { areSeveral: true }),
  };
}

/** What a model answered to `modelQuestion`, as a prediction says it. */
export function predictionOf(asked: Asked, answer: ModelAnswer): Omit<GivenPrediction, 'model'> {
  if (asked.labelSpec.kind === undefined) return answer;
  const { options } = modelQuestion(asked);
  const { label, labels, scores } = answer;
  if (label !== undefined) return { value: answerValue(asked, options.indexOf(label)) };
  if (labels !== undefined) {
    const set = labels.reduce((sum, one) => sum + 2 ** options.indexOf(one), 0);
    return { value: answerValue(asked, set), confidence: answer.confidence };
  }
  const given = options.map((option) => scores[option] ?? 0);
  const names = countedAnswers(asked);
  // An item may be called as the tie is.
  if (new Set(names).size < names.length)
    return { value: answerValue(asked, given.indexOf(Math.max(...given))) };
  return { scores: Object.fromEntries(names.map((name, i) => [name, at(given, i)])) };
}
