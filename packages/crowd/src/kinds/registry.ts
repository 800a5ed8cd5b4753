import { boundingBoxes } from './bounding-boxes.ts';
import { choice } from './choice.ts';
import { comparison } from './comparison.ts';
import type { Answer, Answering, Asked, KindAnswer, KindName, Truth } from './known.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';
import { textSpans } from './text-spans.ts';

/** How people answer, by kind. */
const kindAnswers: { readonly [Kind in KindName]: KindAnswer<Kind> } = {
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
  bounding_boxes: boundingBoxes,
  text_spans: textSpans,
};

/** What somebody answers who is right as often as their skill says. */
export function answerTo<Kind extends KindName>(who: Answering, asked: Asked, truth: Truth<Kind>): Answer {
  return kindAnswers[truth.kind](who, asked, truth);
}
