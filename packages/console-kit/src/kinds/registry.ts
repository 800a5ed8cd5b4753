import type { TaskKind } from '@asg/domain/names';
import { boundingBoxes } from './bounding-boxes/bounding-boxes.tsx';
import { choice } from './choice/choice.tsx';
import { comparison } from './comparison/comparison.tsx';
import { multiLabel } from './multi-label/multi-label.tsx';
import { rating } from './rating/rating.tsx';
import { textSpans } from './text-spans/text-spans.tsx';
import type { KindView } from './view.ts';

/** What the Console shows of each kind. */
export const kindViews: Readonly<Record<TaskKind, KindView>> = {
  bounding_boxes: boundingBoxes,
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
  text_spans: textSpans,
};
