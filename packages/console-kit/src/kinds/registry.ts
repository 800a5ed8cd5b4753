import type { TaskKind } from '@asg/domain/names';
import { choice } from './choice/choice.tsx';
import { comparison } from './comparison/comparison.tsx';
import { multiLabel } from './multi-label/multi-label.tsx';
import { rating } from './rating/rating.tsx';
import type { KindView } from './view.ts';

/** What the Console shows of each kind. */
export const kindViews: Readonly<Record<TaskKind, KindView>> = {
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
  bounding_boxes: choice,
  text_spans: choice,
};
