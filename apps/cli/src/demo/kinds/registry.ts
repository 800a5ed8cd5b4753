import { namesIn, type TaskKind } from '@asg/domain/names';
import { boundingBoxes } from './bounding-boxes.ts';
import { choice } from './choice.ts';
import { comparison } from './comparison.ts';
import type { DemoKind } from './known-task.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';
import { textSpans } from './text-spans.ts';

/** What the demo asks, by kind of task. */
export const demoKinds = {
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
  bounding_boxes: boundingBoxes,
  text_spans: textSpans,
} as const satisfies Readonly<Record<TaskKind, DemoKind>>;
export type DemoKindName = keyof typeof demoKinds;
export const demoKindNames = namesIn(demoKinds);
